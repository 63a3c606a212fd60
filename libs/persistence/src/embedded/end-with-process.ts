import { signal } from './postmaster.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Servers that must not outlive this process. The process has one exit, so this is the process's own state. */
const running = new Set<number>();

/**
 * Ends the server when this process exits, by itself or by a signal that nobody else handles.
 *
 * @returns takes it back, for a server that has been ended
 */
export function endWithProcess(pid: number): () => void {
  if (running.size === 0) {
    process.on('exit', endAll);
    // First in line: a listener that is there for one signal only is gone by the time the next one is asked.
    for (const name of SIGNALS) process.prependListener(name, onSignal);
  }
  running.add(pid);
  return () => {
    if (!running.delete(pid) || running.size > 0) return;
    stopListening();
  };
}

function endAll(): void {
  for (const pid of running) signal(pid, 'SIGINT');
}

/** Listening takes away a signal's usual effect; where nobody else decides, it is given back. */
function onSignal(name: NodeJS.Signals): void {
  if (process.listenerCount(name) > 1) return;
  endAll();
  stopListening();
  process.kill(process.pid, name);
}

function stopListening(): void {
  process.off('exit', endAll);
  for (const name of SIGNALS) process.off(name, onSignal);
}
