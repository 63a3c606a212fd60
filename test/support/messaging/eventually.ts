import { vi } from 'vitest';

/** Resolves when the expectation holds; patient, because a loaded machine is slow, not wrong. */
export function eventually(expectation: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(expectation, { timeout: 15_000, interval: 5 });
}
