/** Which importer reads a file: by its content, never by its name, and always the same answer for the same bytes. */
import { BYSTANDERS } from './bystanders.ts';
import type { Bystander, Head, Importer, ImportOptions, Recognition } from './importer.ts';
import { IMPORTERS } from './registry.ts';

export type Detection =
  | { readonly kind: 'importer'; readonly importer: Importer; readonly recognition: Recognition }
  | { readonly kind: 'bystander'; readonly bystander: Bystander; readonly sentence: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Importers in the registry's order, then bystanders in theirs. An empty file is the engine's to see (`file.empty`).
 * `options`: what the analyst said, for importers that cannot know a file without it.
 */
export function detect(head: Head, options?: ImportOptions): Detection {
  for (const importer of IMPORTERS) {
    const recognition = importer.recognise(head, options);
    if (recognition !== null) return { kind: 'importer', importer, recognition };
  }
  for (const bystander of BYSTANDERS) {
    const sentence = bystander.recognise(head);
    if (sentence !== null) return { kind: 'bystander', bystander, sentence };
  }
  for (const importer of IMPORTERS) {
    const reason = importer.refuse?.(head, options) ?? null;
    if (reason !== null) return { kind: 'unknown', reason };
  }
  return { kind: 'unknown', reason: reasonFor(head) };
}

function reasonFor(head: Head): string {
  if (head.text.trim() === '') return 'nothing but white space';
  if (head.text.includes('\0')) return 'binary data of no known kind';
  const keys = head.records[0] === undefined ? head.topKeys : Object.keys(head.records[0]);
  if (keys.length > 0) return `JSON with keys of no known log: ${keys.slice(0, 6).join(', ')}`;
  if (head.header.length > 0)
    return `delimited text with columns of no known log: ${head.header.slice(0, 6).join(', ')}`;
  return 'text of no known log';
}
