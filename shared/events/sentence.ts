/**
 * The sentence of one action. `{slot}` is filled from the event (see message.ts), `{slot?}` may be missing; an event that
 * lacks a slot gets the plain sentence. ` from <address>` and reasons are added there.
 */
export interface Sentence {
  readonly done: string;
  /** When it was refused; without it, `, refused` follows `done`. */
  readonly failed?: string;
  /** When it is neither done nor refused (a challenge); without it, `done`. */
  readonly open?: string;
}

/** A sentence for an action done, refused and left open. */
export function say(done: string, failed?: string, open?: string): Sentence {
  return { done, ...(failed === undefined ? {} : { failed }), ...(open === undefined ? {} : { open }) };
}
