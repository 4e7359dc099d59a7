/** JSONTestSuite (github.com/nst/JSONTestSuite): what is JSON is read, what is none is told with its place, and nothing throws. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headOf } from '../../../shared/importers/kit/head.ts';
import { createFramer, RecordParser } from '../../../shared/importers/kit/records.ts';

const SUITE = join(import.meta.dirname, '../../../../shared/fixtures/hostile/json-test-suite/test_parsing');
const present = existsSync(SUITE);
const names = present ? readdirSync(SUITE).sort() : [];

/** Codes of everything that was told about a file read as records; each has its offset. */
function told(name: string, wrap = (bytes: Uint8Array) => bytes): string[] {
  const bytes = wrap(new Uint8Array(readFileSync(join(SUITE, name))));
  const head = headOf(bytes, true);
  const framer = createFramer({ framing: 'json', shape: '' }, head, 0);
  const parser = new RecordParser('json', head);
  const codes: string[] = [];
  let spanned = 0;
  const take: Parameters<typeof framer.push>[1] = (span) => {
    expect(span.offset).toBe(spanned);
    spanned += span.length;
    if (span.issue !== undefined) codes.push(span.issue.code);
    if (span.kind !== 'record') return;
    for (const parsed of parser.parse(span)) {
      if (!parsed.ok) codes.push(parsed.error.code);
      else codes.push(...parsed.value.issues.map((issue) => issue.code));
    }
  };
  framer.push(bytes, take);
  framer.end(take);
  expect(spanned).toBe(bytes.length);
  return codes;
}

/** A scalar is JSON, though no record. */
const isSyntax = (code: string) => code !== 'json.not-object' && code !== 'json.duplicate-key';

/**
 * Deliberately read: joined pages, which are lists one after the other (n_structure_double_array), and files without a
 * record, which the engine calls empty or unknown.
 */
const LENIENT = [
  'n_single_space.json',
  'n_structure_UTF8_BOM_no_data.json',
  'n_structure_double_array.json',
  'n_structure_no_data.json',
];
/** `{"a":true} "x"`: the object is a record, and the string behind it is told as no object. */
const TOLD_AS_NO_OBJECT = ['n_structure_object_with_trailing_garbage.json'];

describe.skipIf(!present)('JSONTestSuite (skipped where the folder is absent)', () => {
  it('is whole', () => {
    const count = (prefix: string) => names.filter((name) => name.startsWith(prefix)).length;
    expect([count('y_'), count('n_'), count('i_')]).toEqual([95, 188, 35]);
  });

  it('95 of 95 files that are JSON are read without a word', () => {
    const refused = names.filter((name) => name.startsWith('y_') && told(name).some(isSyntax));
    expect(refused).toEqual([]);
  });

  it('a key that stands twice is named in both files that have one', () => {
    const twice = names.filter((name) => name.startsWith('y_') && told(name).includes('json.duplicate-key'));
    expect(twice).toEqual(['y_object_duplicated_key.json', 'y_object_duplicated_key_and_value.json']);
  });

  it('of 188 files that are none each is told with its place', () => {
    const silent = names.filter((name) => name.startsWith('n_') && !told(name).some(isSyntax));
    expect(silent.sort()).toEqual([...LENIENT, ...TOLD_AS_NO_OBJECT].sort());
  });

  it('35 of 35 files that the RFC leaves open have the outcome that is written down here', () => {
    const outcomes = names
      .filter((name) => name.startsWith('i_'))
      .map((name) => [name, told(name, asRecord).join(' ') || 'read'] as const);
    expect(outcomes).toHaveLength(35);
    expect(Object.fromEntries(outcomes)).toMatchInlineSnapshot(`
      {
        "i_number_double_huge_neg_exp.json": "read",
        "i_number_huge_exp.json": "read",
        "i_number_neg_int_huge_exp.json": "read",
        "i_number_pos_double_huge_exp.json": "read",
        "i_number_real_neg_overflow.json": "read",
        "i_number_real_pos_overflow.json": "read",
        "i_number_real_underflow.json": "read",
        "i_number_too_big_neg_int.json": "read",
        "i_number_too_big_pos_int.json": "read",
        "i_number_very_big_negative_int.json": "read",
        "i_object_key_lone_2nd_surrogate.json": "read",
        "i_string_1st_surrogate_but_2nd_missing.json": "read",
        "i_string_1st_valid_surrogate_2nd_invalid.json": "read",
        "i_string_UTF-16LE_with_BOM.json": "json.not-object",
        "i_string_UTF-8_invalid_sequence.json": "text.encoding",
        "i_string_UTF8_surrogate_U+D800.json": "text.encoding",
        "i_string_incomplete_surrogate_and_escape_valid.json": "read",
        "i_string_incomplete_surrogate_pair.json": "read",
        "i_string_incomplete_surrogates_escape_valid.json": "read",
        "i_string_invalid_lonely_surrogate.json": "read",
        "i_string_invalid_surrogate.json": "read",
        "i_string_invalid_utf-8.json": "text.encoding",
        "i_string_inverted_surrogates_U+1D11E.json": "read",
        "i_string_iso_latin_1.json": "text.encoding",
        "i_string_lone_second_surrogate.json": "read",
        "i_string_lone_utf8_continuation_byte.json": "text.encoding",
        "i_string_not_in_unicode_range.json": "text.encoding",
        "i_string_overlong_sequence_2_bytes.json": "text.encoding",
        "i_string_overlong_sequence_6_bytes.json": "text.encoding",
        "i_string_overlong_sequence_6_bytes_null.json": "text.encoding",
        "i_string_truncated-utf-8.json": "text.encoding",
        "i_string_utf16BE_no_BOM.json": "json.not-object",
        "i_string_utf16LE_no_BOM.json": "json.not-object",
        "i_structure_500_nested_arrays.json": "json.depth",
        "i_structure_UTF-8_BOM_empty_object.json": "read",
      }
    `);
  });
});

/** A scalar or a list inside a record; files in UTF-16 or with a byte order mark stay as they are. */
function asRecord(bytes: Uint8Array): Uint8Array {
  if (bytes[0]! >= 0xef || bytes[0] === 0 || bytes[1] === 0) return bytes;
  return new Uint8Array(Buffer.concat([Buffer.from('{"value":'), bytes, Buffer.from('}')]));
}
