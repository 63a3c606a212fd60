import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const REASONED = /\S\s+--\s+\S/;
// In two parts, or this file would be its own first finding.
const LINT = new RegExp(`(?://|/\\*)\\s*(ox|es)lint-${'disable'}(-next-line|-line)?(?<rest>[^\\n]*)`);
const TYPES = new RegExp(`(?://|/\\*)\\s*@ts-${'(?<kind>expect-error|ignore|nocheck)'}(?<rest>[^\\n]*)`);

/**
 * What is wrong with the suppressions in a source text: one line each, without the path. A suppression names the
 * rules it silences and says why: `// oxlint-disable-next-line rule -- reason`, `// @ts-expect-error -- reason`.
 */
export function suppressionProblems(text) {
  return text.split('\n').flatMap((line, index) => {
    const problem = problemOf(line);
    return problem ? [`${index + 1}: ${problem}`] : [];
  });
}

function problemOf(line) {
  const lint = LINT.exec(line);
  if (lint) {
    const rest = lint.groups.rest.replace(/\*\/\s*\}?\s*$/, '').trimEnd();
    if (/^\s*(--|$)/.test(rest)) return 'this silences every rule: name the ones meant';
    if (!REASONED.test(rest)) return 'a suppression says why: "<rules> -- <reason>"';
  }
  const types = TYPES.exec(line);
  if (!types) return undefined;
  if (types.groups.kind !== 'expect-error')
    return 'use @ts-expect-error, which tells when it is no longer needed';
  return /^\s+--\s+\S/.test(types.groups.rest)
    ? undefined
    : 'a suppression says why: "@ts-expect-error -- <reason>"';
}

function main() {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' });
  const files = listed.split('\0').filter((path) => /\.([cm]?[jt]s|tsx)$/.test(path));
  const problems = [...new Set(files)].flatMap((path) => {
    try {
      return suppressionProblems(readFileSync(path, 'utf8')).map((problem) => `${path}:${problem}`);
    } catch {
      return []; // listed by git, deleted on disk
    }
  });
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
