/** Imports a few lines of text, as a file of their own, for tests of what a line means. */
import type { Draft } from '../../shared/events/event.ts';
import { type ImportedFile, importBytes } from './importer-properties.ts';

export function importLines(lines: readonly string[], timezone = 'UTC'): ImportedFile {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  return importBytes(bytes, bytes.length, timezone);
}

/** The only event of a line; its empty fields are left out. */
export function eventOf(line: string, timezone = 'UTC'): Partial<Draft> & { readonly message: string } {
  const { events } = importLines([line], timezone);
  if (events.length !== 1) throw new Error(`${events.length} events of ${line.slice(0, 80)}`);
  return { ...(events[0]!.draft as Partial<Draft>), message: events[0]!.message };
}
