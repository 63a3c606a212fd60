// The programs a cluster needs from the machine, and what to install where one is missing.
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const PACKAGES = {
  java: 'Kafka’s broker runs on Java 17 or newer; install Debian’s package default-jre-headless',
  mvn: 'Kafka’s jars are fetched by Maven; install Debian’s package maven',
  'redis-server': 'the live plane is Redis 7 or newer; install Debian’s package redis-server',
  nginx: 'the edge is nginx; install Debian’s package nginx-light',
};

/** The path of a program, from PATH and the folders where daemons are kept. */
export function which(program) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/bin',
  ];
  return folders
    .map((folder) => join(folder || '.', program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The paths of programs by name; all that are missing are told at once, a sentence each. */
export function requireTools(programs) {
  const found = Object.fromEntries(programs.map((program) => [program, which(program)]));
  const missing = programs.filter((program) => found[program] === undefined);
  if (missing.length > 0) {
    throw new Error(missing.map((program) => `${program} is missing: ${PACKAGES[program]}.`).join('\n'));
  }
  return found;
}

/** The output of a program that tells its version; java tells it on stderr. */
export function versionOf(path, flag) {
  return execFileSync('/bin/sh', ['-c', `"$0" ${flag} 2>&1`, path], { encoding: 'utf8' });
}

/** Refuses a program whose major version is too old. */
export function requireVersion(program, text, pattern, atLeast) {
  const major = Number(pattern.exec(text)?.[1]);
  if (!(major >= atLeast)) {
    const found = text.trim().split('\n')[0];
    throw new Error(`${program} is too old (${found}): ${PACKAGES[program]}.`);
  }
}
