/**
 * The window while a hand moves it. The app hears of it a few times a second, which is enough to ask for new counts;
 * what must follow in every frame (the frame in the overview) listens here, without the app being drawn anew.
 */
import type { Span } from './types.ts';

export class LiveWindow {
  #span: Span | null = null;
  readonly #listeners = new Set<() => void>();

  /** The window under the hand; null while no hand moves it. */
  get span(): Span | null {
    return this.#span;
  }

  set(span: Span | null): void {
    if (span === this.#span) return;
    this.#span = span;
    for (const listener of this.#listeners) listener();
  }

  /** Listens until the returned function is called. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
