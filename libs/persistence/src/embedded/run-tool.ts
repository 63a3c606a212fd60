import { spawn } from 'node:child_process';
import { noEmbeddedDatabase } from './embedded-error.js';
import type { SystemUser } from './system-user.js';

/** What a shell and the dynamic linker say when a program cannot be run on this machine. */
const CANNOT_RUN = new Set([126, 127]);

/** The environment of PostgreSQL's programs: messages in English, nothing of ours. */
export const TOOL_ENVIRONMENT: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };

/**
 * Runs a program to its end.
 *
 * @throws DomainError when it cannot run on this machine
 * @throws Error with the last line of what it wrote to stderr when it fails
 */
export function runTool(
  program: string,
  args: readonly string[],
  user: SystemUser | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...user,
      env: TOOL_ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', (cause) => reject(cannotRun(program, cause)));
    child.once('close', (code) => {
      if (code === 0) return resolve();
      if (code !== null && CANNOT_RUN.has(code)) return reject(cannotRun(program, new Error(said)));
      reject(new Error(errorLine(said)));
    });
  });
}

/** The embedded database is there but is not for this machine. */
export function cannotRun(program: string, cause: Error): Error {
  const reason = errorLine(cause.message);
  return noEmbeddedDatabase(
    `The embedded database's ${program} does not run on this machine (${reason}).`,
    cause,
  );
}

function errorLine(said: string): string {
  const lines = said.trim().split('\n');
  return lines.find((line) => /error|fatal|could not/i.test(line)) ?? lines.at(-1) ?? '';
}
