/**
 * What may come out of compressed data (security.md H7 and H8; ASVS 5.0 5.2.3). Deflate reaches 1029:1 on zeros, logs
 * compress 10 to 40 times.
 */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

export const MAX_RATIO = 200;
/** The ratio counts once this much has come out: a small file of repeated lines is no bomb. */
const RATIO_FREE_BYTES = 10 * 1024 * 1024;
/** Read from any archive or compressed file whatever the room. */
const MIN_CAP_BYTES = 1024 ** 3;

export class Allowance {
  private given: number;
  private got = 0;
  private readonly cap: number;
  private readonly whole: Allowance | null;

  /**
   * @param cap bytes that may come out
   * @param whole what this is a part of: a member of its archive
   * @param given compressed bytes known beforehand: the size of an archive
   */
  constructor(cap: number, whole: Allowance | null = null, given = 0) {
    this.cap = cap;
    this.whole = whole;
    this.given = given;
  }

  /** Counts compressed bytes and what came out of them. Null while that may go on, else why not. */
  spend(given: number, got: number): string | null {
    this.given += given;
    this.got += got;
    if (this.got > RATIO_FREE_BYTES && this.got > this.given * MAX_RATIO)
      return `more than ${MAX_RATIO} times its compressed size after ${this.got} bytes`;
    if (this.got > this.cap)
      return `more than ${this.cap} bytes come out, a third of the free space where the case lies`;
    const whole = this.whole?.spend(0, got);
    return whole ? `of the whole archive, ${whole}` : null;
  }
}

/** Bytes that may come out of one archive or compressed file, for a case that lies at `path`. */
export function outputCap(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return Math.max(MIN_CAP_BYTES, Math.floor((bavail * bsize) / 3));
  } catch {
    return MIN_CAP_BYTES;
  }
}
