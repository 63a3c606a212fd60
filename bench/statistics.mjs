/** The value that a share of the values does not exceed. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** The middle of the values, and their range. */
export function summary(values) {
  return { median: percentile(values, 0.5), min: Math.min(...values), max: Math.max(...values) };
}
