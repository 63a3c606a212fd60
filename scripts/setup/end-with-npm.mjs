const POLL_MS = 100;

/**
 * Ends this process when npm, which started it, is told to end. Some shells (dash) stand between the two and keep
 * npm's SIGTERM to themselves: that such a shell is gone is the signal then.
 */
export function endWithNpm() {
  const { ppid } = process;
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const poll = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(poll);
    process.kill(process.pid, 'SIGTERM');
  }, POLL_MS);
  poll.unref();
}
