/**
 * Time is a type. This is the only file that touches `Date`; log text never reaches `Date.parse`, which rolls
 * 30 February over, reads `1` as a year and shifts zone-less text by the machine's zone.
 */

declare const microsBrand: unique symbol;
/** UTC, integer microseconds since the Unix epoch. Exact in a double until the year 2255. */
export type Micros = number & { readonly [microsBrand]: true };

export const MICROS_PER_SECOND = 1_000_000;

/** Earliest and latest instants that a timestamp may name: 1970-01-01 and 2200-01-01. Outside is `time.invalid`. */
export const MIN_MICROS = 0 as Micros;
export const MAX_MICROS = 7_258_118_400_000_000 as Micros;
