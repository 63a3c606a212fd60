// What was measured, as tables.
import { summary } from './statistics.mjs';

const digits = (value) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
const number = (value) => (Number.isFinite(value) ? value.toFixed(digits(value)) : '–');

/** The median, and the range when there were several rounds. */
function spread(values) {
  const { median, min, max } = summary(values);
  return values.length > 1 ? `${number(median)} (${number(min)}–${number(max)})` : number(median);
}

function table(title, rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`\n${title}`, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n');
}

function named(sums) {
  const parts = Object.entries(sums);
  const all = parts.reduce((sum, [, value]) => sum + value, 0);
  return parts.length > 1
    ? `${number(all)} (${parts.map(([name, value]) => `${name} ${number(value)}`).join(', ')})`
    : number(all);
}

function costsOf(rounds) {
  const names = Object.keys(rounds[0].together.cpuPerTurn);
  return names.map((name) => [
    `  ${name === 'all' ? 'all together' : name}`,
    spread(rounds.map(({ together }) => together.cpuPerTurn[name] ?? 0)),
  ]);
}

/** One app on one system. */
export function showTurns({ system, app, clients, result }) {
  const { rounds, memoryAtRest, memoryAtEnd } = result;
  const of = (pick) => spread(rounds.map(pick));
  const isStream = app === 'stream';
  return table(`${app} on ${system}`, [
    [`turns/s, 1 client`, of(({ alone }) => alone.turnsPerSecond)],
    [`turns/s, ${clients} clients`, of(({ together }) => together.turnsPerSecond)],
    ...(isStream
      ? [
          [`tokens/s, 1 client`, of(({ alone }) => alone.tokensPerSecond)],
          [`tokens/s, ${clients} clients`, of(({ together }) => together.tokensPerSecond)],
          [`frames per answer, ${clients} clients`, of(({ together }) => together.framesPerTurn)],
        ]
      : []),
    ['send → first token p50 ms, 1 client', of(({ alone }) => alone.firstP50)],
    ['send → first token p99 ms, 1 client', of(({ alone }) => alone.firstP99)],
    [`send → first token p50 ms, ${clients} clients`, of(({ together }) => together.firstP50)],
    [`send → first token p99 ms, ${clients} clients`, of(({ together }) => together.firstP99)],
    [`CPU µs per turn, ${clients} clients`, ''],
    ...costsOf(rounds),
    ...(isStream ? [['CPU µs per token', of(({ together }) => together.cpuPerToken)]] : []),
    ['CPU of the clients, % of a core', of(({ together }) => together.clientCpu * 100)],
    ['memory MB at rest', named(memoryAtRest)],
    ['memory MB at the end', named(memoryAtEnd)],
    ['last turn in the history after ms', of(({ together }) => together.history.lag)],
    ['all turns in the history after ms', of(({ together }) => together.history.complete)],
    ...historyOf(rounds),
    ['load average', of(({ load }) => load)],
  ]);
}

/** The sum of what went wrong in a measurement; 0 is what must be. */
export function faultsOf({ rounds }) {
  return sumOf(rounds, 'lost') + sumOf(rounds, 'doubled') + sumOf(rounds, 'disordered');
}

function sumOf(rounds, what) {
  return rounds.reduce((sum, { alone, together }) => sum + alone.history[what] + together.history[what], 0);
}

function historyOf(rounds) {
  const sums = ['turns', 'lost', 'doubled', 'disordered'].map((what) => `${what} ${sumOf(rounds, what)}`);
  const wrong = faultsOf({ rounds }) > 0;
  return [['history against what was acknowledged', sums.join(', ') + (wrong ? '   ← WRONG' : '')]];
}

/** The settings and profiles of a page, from memory. */
export function showProfiles({ clients, rounds }) {
  const of = (pick) => spread(rounds.map(pick));
  return table('profiles on standalone, from memory', [
    ['answers/s, 1 client', of(({ alone }) => alone.answersPerSecond)],
    [`answers/s, ${clients} clients`, of(({ together }) => together.answersPerSecond)],
    ['GET /project/settings p50 ms, 1 client', of(({ alone }) => alone.p50)],
    ['GET /project/settings p99 ms, 1 client', of(({ alone }) => alone.p99)],
    [`GET /project/settings p50 ms, ${clients} clients`, of(({ together }) => together.p50)],
    [`GET /project/settings p99 ms, ${clients} clients`, of(({ together }) => together.p99)],
    [`CPU µs per answer, ${clients} clients`, of(({ together }) => together.cpuPerAnswer)],
    ['load average', of(({ load }) => load)],
  ]);
}

/** Conversation cells in a worker. */
export function showCells({ rounds }) {
  const of = (pick) => spread(rounds.map(pick));
  const commits = (store, name) =>
    rounds[0].commit[store]
      ? [
          [`commit p50 µs, nothing changed, ${name}`, of(({ commit }) => commit[store].unchanged.p50)],
          [`commit p99 µs, nothing changed, ${name}`, of(({ commit }) => commit[store].unchanged.p99)],
          [`commit p50 µs, 3 keys changed, ${name}`, of(({ commit }) => commit[store].changed.p50)],
          [`commit p99 µs, 3 keys changed, ${name}`, of(({ commit }) => commit[store].changed.p99)],
        ]
      : [];
  return table('10 000 conversations of 1 KB in one worker', [
    ['memory MB', of(({ memory }) => memory.all)],
    ['memory MB above the data as JSON', of(({ memory }) => memory.above)],
    ['userSession.get ns, a text', of(({ get }) => get.text)],
    ['userSession.get ns, an object', of(({ get }) => get.object)],
    ...commits('inProcess', 'in-process'),
    ...commits('redis', 'Redis'),
    ['load average', of(({ load }) => load)],
  ]);
}

/** What the clients can do when nothing slows them down. */
export function showClients({ clients, result }) {
  return table('the clients alone, against a server that does nothing', [
    [`turns/s, ${clients} clients`, number(result.turnsPerSecond)],
    ['CPU of the clients, % of a core', number(result.clientCpu * 100)],
    ['CPU of the server, µs per turn', number(result.cpuPerTurn.all)],
  ]);
}
