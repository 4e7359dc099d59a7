/** Whether two answers are the same: lines of text as a bag, so that neither order nor who counts first matters. */

export interface Difference {
  readonly line: string;
  /** How often it stands in ours and in theirs. */
  readonly ours: number;
  readonly theirs: number;
}

/** All lines that do not stand equally often on both sides, the first `most` of them in order. */
export function differences(ours: Iterable<string>, theirs: Iterable<string>, most = 10): Difference[] {
  const counts = new Map<string, [number, number]>();
  const take = (lines: Iterable<string>, side: 0 | 1): void => {
    for (const line of lines) {
      let both = counts.get(line);
      if (both === undefined) {
        both = [0, 0];
        counts.set(line, both);
      }
      both[side]++;
    }
  };
  take(ours, 0);
  take(theirs, 1);
  return [...counts]
    .filter(([, both]) => both[0] !== both[1])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, most)
    .map(([line, both]) => ({ line, ours: both[0], theirs: both[1] }));
}

/** @throws Error that names the first differences */
export function mustEqual(what: string, ours: Iterable<string>, theirs: Iterable<string>): void {
  const found = differences(ours, theirs);
  if (found.length === 0) return;
  const lines = found.map((one) => `  ${one.line}: ${one.ours} ours, ${one.theirs} theirs`);
  throw new Error(`${what} differ:\n${lines.join('\n')}`);
}
