/**
 * The newest request wins. While one runs, only the newest of those asked for later waits; whatever was asked for in
 * between is never sent, so that dragging a timeline over millions of events does not queue a hundred answers.
 */
export class Latest<T> {
  private running = false;
  private waiting: (() => Promise<T>) | null = null;
  private stopped = false;
  private readonly onResult: (result: T, ms: number) => void;
  private readonly onError: (thrown: unknown) => void;
  private readonly onIdle: () => void;

  constructor(
    onResult: (result: T, ms: number) => void,
    onError: (thrown: unknown) => void,
    onIdle: () => void,
  ) {
    this.onResult = onResult;
    this.onError = onError;
    this.onIdle = onIdle;
  }

  ask(request: () => Promise<T>): void {
    this.stopped = false;
    this.waiting = request;
    if (!this.running) void this.drain();
  }

  /** Forgets what waits and hears no more of what runs. */
  stop(): void {
    this.stopped = true;
    this.waiting = null;
  }

  private async drain(): Promise<void> {
    this.running = true;
    while (this.waiting !== null) {
      const request = this.waiting;
      this.waiting = null;
      const started = performance.now();
      try {
        const result = await request();
        if (!this.stopped) this.onResult(result, performance.now() - started);
      } catch (thrown) {
        // An answer that nobody waits for any more may fail quietly; the newer one speaks for itself.
        if (!this.stopped && this.waiting === null) this.onError(thrown);
      }
    }
    this.running = false;
    if (!this.stopped) this.onIdle();
  }
}
