/** What the code under test did to Electron, in order. */
export interface Recorded {
  readonly what: string;
  readonly detail: unknown;
}

export class Recorder {
  readonly entries: Recorded[] = [];

  record(what: string, detail: unknown = null): void {
    this.entries.push({ what, detail });
  }

  /** Details of every entry of that kind. */
  of(what: string): unknown[] {
    return this.entries.filter((entry) => entry.what === what).map((entry) => entry.detail);
  }

  /** Place of the first entry of that kind, -1 when it never happened. */
  placeOf(what: string): number {
    return this.entries.findIndex((entry) => entry.what === what);
  }
}
