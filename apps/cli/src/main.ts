#!/usr/bin/env node
import { Command } from 'commander';
import { initCommand } from './init.command.js';
import { runCommand } from './run.command.js';
import { userCommand } from './user.command.js';
import { workerCommand } from './worker.command.js';

await new Command('heddle')
  .description('Runs chat apps written with the Heddle SDK.')
  .addCommand(initCommand())
  .addCommand(runCommand(process.env))
  .addCommand(workerCommand(process.env))
  .addCommand(userCommand(process.env))
  .parseAsync();
