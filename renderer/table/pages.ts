/** Rows of a filtered, ordered list that is too long to hold: pages are asked for as they come into sight. */
export interface Page<R> {
  readonly total: number;
  readonly rows: readonly R[];
}

export const PAGE_ROWS = 200;
const KEPT_PAGES = 40;
const AT_ONCE = 2;

export class PageCache<R> {
  /** Length of the whole list; null until the first answer. */
  total: number | null = null;
  private readonly pages = new Map<number, readonly R[]>();
  private readonly running = new Set<number>();
  private wanted: readonly number[] = [];
  private readonly fetchPage: (offset: number, limit: number) => Promise<Page<R>>;
  private readonly onChange: () => void;
  private readonly onError: (thrown: unknown) => void;

  constructor(
    fetchPage: (offset: number, limit: number) => Promise<Page<R>>,
    onChange: () => void,
    onError: (thrown: unknown) => void,
  ) {
    this.fetchPage = fetchPage;
    this.onChange = onChange;
    this.onError = onError;
  }

  row(index: number): R | undefined {
    return this.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Rows at hand, for a search among what is near. Answers their index in the whole list, or -1. */
  findIndex(matches: (row: R) => boolean): number {
    for (const [page, rows] of this.pages) {
      const at = rows.findIndex(matches);
      if (at >= 0) return page * PAGE_ROWS + at;
    }
    return -1;
  }

  /** Says which rows stand in sight. What was wanted before and not yet sent is forgotten. */
  want(first: number, last: number): void {
    const from = Math.floor(first / PAGE_ROWS);
    const to = Math.floor(Math.max(first, last - 1) / PAGE_ROWS);
    const missing: number[] = [];
    for (let page = from; page <= to; page += 1) {
      const rows = this.pages.get(page);
      if (rows === undefined) missing.push(page);
      else this.touch(page, rows);
    }
    this.wanted = missing;
    this.send();
  }

  private touch(page: number, rows: readonly R[]): void {
    this.pages.delete(page);
    this.pages.set(page, rows);
  }

  private send(): void {
    for (const page of this.wanted) {
      if (this.running.size >= AT_ONCE) return;
      if (this.running.has(page) || this.pages.has(page)) continue;
      this.running.add(page);
      void this.load(page);
    }
  }

  private async load(page: number): Promise<void> {
    try {
      const answer = await this.fetchPage(page * PAGE_ROWS, PAGE_ROWS);
      this.total = answer.total;
      this.pages.set(page, answer.rows);
      const [oldest] = this.pages.keys();
      if (this.pages.size > KEPT_PAGES && oldest !== undefined) this.pages.delete(oldest);
      this.running.delete(page);
      this.onChange();
      this.send();
    } catch (thrown) {
      // Not asked again by itself: the next movement of the table does that.
      this.running.delete(page);
      this.wanted = [];
      this.onError(thrown);
    }
  }
}
