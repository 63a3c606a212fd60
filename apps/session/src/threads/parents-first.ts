/** Steps in their order, except that a parent comes before its children wherever both are there. */
export function parentsFirst<T extends { readonly id: string; readonly parentId?: string | null }>(
  steps: readonly T[],
): T[] {
  const waiting = new Map(steps.map((step) => [step.id, step]));
  const ordered: T[] = [];
  for (const step of steps) {
    const lineage: T[] = [];
    for (let next: T | undefined = step; next && waiting.delete(next.id);) {
      lineage.push(next);
      next = next.parentId ? waiting.get(next.parentId) : undefined;
    }
    ordered.push(...lineage.toReversed());
  }
  return ordered;
}
