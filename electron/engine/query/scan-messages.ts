/** What the engine and its scanning threads say to each other. */
import type { ScanPiece } from '../store/raw-scan.ts';

/** What a thread is started with. */
export interface ScanThreadData {
  /** Path of the open case. */
  readonly path: string;
}

/** Begins a scan. */
export interface ScanRequest {
  /** Comes back with every reply, since replies to a scan that was given up may still be on their way. */
  readonly scan: number;
  readonly text: string;
  readonly pieces: readonly ScanPiece[];
  /** Counters in shared memory, see `SCAN`. */
  readonly state: Int32Array;
}

/** Places in `ScanRequest.state`. */
export const SCAN = {
  /** The next piece to take. */
  NEXT: 0,
  /** Not 0: take no more pieces. */
  CANCELLED: 1,
  /** Threads that may hold the case open for this scan. */
  RUNNING: 2,
  COUNTERS: 3,
} as const;

/** One for each piece; `error` instead when the scan cannot go on. */
export type ScanReply = { readonly scan: number } & (
  | { readonly rows: Uint32Array; readonly bytes: number }
  | { readonly error: unknown }
);
