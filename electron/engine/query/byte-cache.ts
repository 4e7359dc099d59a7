/** Answers that may be asked for again, the latest used ones, up to so many bytes. */
export class ByteCache<T> {
  private readonly most: number;
  private readonly kept = new Map<string, { readonly value: T; readonly bytes: number }>();
  private total = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** What was kept under the key, or what `make` answers, which is then kept. */
  get<U extends T>(key: string, make: () => U, bytesOf: (value: U) => number): U {
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.value as U;
    }
    const value = make();
    const bytes = bytesOf(value) + 2 * key.length;
    this.kept.set(key, { value, bytes });
    this.total += bytes;
    for (const [oldest, { bytes: freed }] of this.kept) {
      if (this.total <= this.most || oldest === key) break;
      this.kept.delete(oldest);
      this.total -= freed;
    }
    return value;
  }

  clear(): void {
    this.kept.clear();
    this.total = 0;
  }
}
