/** One text through the importers, for tests that state what each record must mean. */
import type { Draft, Fact } from '../../shared/events/event.ts';
import { importBytes } from './importer-properties.ts';

export interface ReadText {
  readonly detection: string;
  readonly drafts: readonly Partial<Draft>[];
  readonly messages: readonly string[];
  readonly facts: readonly Fact[];
  readonly issues: readonly string[];
}

export function readText(text: string, timezone = 'UTC'): ReadText {
  const { detection, events, facts, issues } = importBytes(new TextEncoder().encode(text), 65_536, timezone);
  return {
    detection,
    drafts: events.map(({ draft }) => draft as Partial<Draft>),
    messages: events.map(({ message }) => message),
    facts,
    issues,
  };
}
