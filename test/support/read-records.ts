/** A text as a file: its events by what they mean, for tests that state expectations field by field. */

import { formatMicros } from '../../shared/base/time.ts';
import type { Draft } from '../../shared/events/event.ts';
import { importBytes } from './importer-properties.ts';

export interface ReadEvent {
  readonly message: string;
  readonly draft: Partial<Draft>;
  /** `2023-11-14T09:22:49.000000Z`, or null for undated events. */
  readonly at: string | null;
}

/** What reading `text` gives; objects become lines of JSON. */
export function readRecords(text: string | readonly object[]): {
  readonly detection: string;
  readonly events: readonly ReadEvent[];
  readonly issues: readonly string[];
  readonly rejected: number;
} {
  const written = typeof text === 'string' ? text : text.map((one) => `${JSON.stringify(one)}\n`).join('');
  const file = importBytes(new TextEncoder().encode(written), 65_536);
  const events = file.events.map(({ message, draft }): ReadEvent => {
    const known = draft as Partial<Draft>;
    return { message, draft: known, at: known.time ? formatMicros(known.time.micros) : null };
  });
  return { detection: file.detection, events, issues: file.issues, rejected: file.rejected };
}
