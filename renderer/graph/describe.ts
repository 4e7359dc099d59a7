/** What the panel says of a selected part of a picture: words, reasons and numbers that open their records. */
import type { Proof } from '../../shared/analysis/graph/proof.ts';

export interface Fact {
  readonly id: string;
  /** What it is, in our words; empty where the text says it all. */
  readonly heading: string;
  /** Log text may be in it. */
  readonly text: string;
  /** Null where nothing can be opened. */
  readonly proof: Proof | null;
}

export interface Description {
  readonly kind: string;
  /** Log text. */
  readonly name: string;
  /** What Enter opens. */
  readonly proof: Proof | null;
  readonly facts: readonly Fact[];
  /** Said below them; empty for most. */
  readonly note: string;
}
