/** Values of the contract that the window needs without its schemas: what checks arguments is no part of the first page. */

/** `chain`: the phases of the chain that `events.timeline` names, and the response to it. */
export const LANES = ['source', 'identity', 'address', 'outcome', 'chain'] as const;

/** Rows that one call of `events.rows` asks for at most. */
export const MOST_ROWS = 500;
