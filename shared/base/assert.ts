/** Ends every switch over a union: a new member that nobody handled fails to compile, and throws if it gets here. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

/** Throws when a thing that the code itself guarantees is not so. Never for input: bad input is a value (see result.ts). */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${what}`);
}
