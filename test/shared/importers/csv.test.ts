/** Delimited text through the kit: what head, framer and parser make of it together. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headOf } from '../../../shared/importers/kit/head.ts';
import { createFramer, RecordParser } from '../../../shared/importers/kit/records.ts';
import { feed } from '../../support/importer-properties.ts';

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** `code severity` of every issue, and what was rejected. */
  readonly issues: readonly string[];
  readonly rejected: readonly string[];
  readonly spanned: number;
}

function tableOf(bytes: Uint8Array, chunkBytes = 7): Table {
  const head = headOf(bytes, true);
  const framer = createFramer({ framing: 'csv', shape: '' }, head, 0);
  const parser = new RecordParser('csv', head);
  const rows: string[][] = [];
  const issues: string[] = [];
  const rejected: string[] = [];
  let spanned = 0;
  feed(framer, bytes, chunkBytes, (span) => {
    expect(span.offset).toBe(spanned);
    spanned += span.length;
    if (span.kind === 'header') parser.header(span);
    if (span.issue !== undefined) rejected.push(span.issue.code);
    if (span.kind !== 'record') return;
    for (const parsed of parser.parse(span)) {
      if (!parsed.ok) rejected.push(`${parsed.error.code}: ${parsed.error.detail}`);
      else if (parsed.value.input.framing === 'csv') {
        rows.push([...parsed.value.input.cells]);
        issues.push(...parsed.value.issues.map((issue) => `${issue.code} ${issue.severity}`));
      }
    }
  });
  return { header: head.header, rows, issues, rejected, spanned };
}

const table = (text: string, chunkBytes?: number): Table =>
  tableOf(new TextEncoder().encode(text), chunkBytes);

const SPECTRUM = join(import.meta.dirname, '../../../../shared/fixtures/hostile/csv-spectrum');

describe.skipIf(!existsSync(SPECTRUM))('csv-spectrum', () => {
  const names = existsSync(SPECTRUM) ? readdirSync(join(SPECTRUM, 'csvs')) : [];

  it('is there whole', () => expect(names).toHaveLength(12));

  it.each(names)('%s is the same table as its JSON', (name) => {
    const bytes = new Uint8Array(readFileSync(join(SPECTRUM, 'csvs', name)));
    const wanted: unknown = JSON.parse(
      readFileSync(join(SPECTRUM, 'json', name.replace('.csv', '.json')), 'utf8'),
    );
    const found = tableOf(bytes);
    const rows = found.rows.map((row) =>
      Object.fromEntries(found.header.map((column, at) => [column, row[at]!])),
    );
    // The telephone number was made unreal in the JSON of this file alone, which is one object for its one row.
    if (name === 'location_coordinates.csv') rows[0]!['Contact Phone Number'] = '1234567890';
    expect(found.rejected).toEqual([]);
    expect(rows).toEqual(Array.isArray(wanted) ? wanted : [wanted]);
    expect(found.spanned).toBe(bytes.length);
  });
});

describe('the first line', () => {
  it.each([
    ['sep=;', ';'],
    ['"sep=;"', ';'],
    ['SEP=\t', '\t'],
    ['sep=|', '|'],
  ])('%j names the delimiter and is neither header nor record', (line, delimiter) => {
    const text = `${line}\r\na${delimiter}b,c\r\n1${delimiter}2,3\r\n`;
    for (const chunkBytes of [1, 5, 1000]) {
      const found = table(text, chunkBytes);
      expect(found.header).toEqual(['a', 'b,c']);
      expect(found.rows).toEqual([['1', '2,3']]);
      expect(found.spanned).toBe(text.length);
    }
  });

  it('may stand behind a byte order mark, in UTF-16 too', () => {
    const text = '\ufeffsep=;\na;b\n1;ä\n';
    expect(table(text).rows).toEqual([['1', 'ä']]);
    const wide = new Uint8Array(Buffer.from(text, 'utf16le'));
    expect(tableOf(wide)).toMatchObject({ rows: [['1', 'ä']], spanned: wide.length });
  });

  it('is a header where it only looks like one', () => {
    expect(table('sep=,b\n1,2\n')).toMatchObject({ header: ['sep=', 'b'], rows: [['1', '2']] });
  });
});

describe('rows that are not as long as the header', () => {
  it('keep their event where the last cells are missing, and say so', () => {
    expect(table('a,b,c,d\n1,2\n1,2,3,4\n')).toMatchObject({
      rows: [
        ['1', '2', '', ''],
        ['1', '2', '3', '4'],
      ],
      issues: ['csv.cells degraded'],
      rejected: [],
    });
  });

  it('keep their event where only empty cells stand beyond the header', () => {
    expect(table('a,b\n1,2,,\n')).toMatchObject({ rows: [['1', '2']], issues: ['csv.cells degraded'] });
  });

  it('are rejected where a cell belongs to no column, or most are missing', () => {
    const found = table('a,b,c,d\n1,2,3,4,5\n1\nrest of a broken row\n');
    expect(found.rows).toEqual([]);
    expect(found.rejected).toEqual([
      'csv.ragged: 5 cells, the header has 4',
      'csv.ragged: 1 cells, the header has 4',
      'csv.ragged: 1 cells, the header has 4',
    ]);
  });
});

describe('odd bytes', () => {
  it('NUL is a character like any other and ends nothing', () => {
    expect(table('a,b\n1,x\0y\n2,"\0"\n').rows).toEqual([
      ['1', 'x\0y'],
      ['2', '\0'],
    ]);
  });

  it('a quote that never closes costs its own line', () => {
    const found = table('a,b\n1,"open\n2,x\n3,y\n');
    expect(found.rejected).toEqual(['csv.quote']);
    expect(found.rows).toEqual([
      ['2', 'x'],
      ['3', 'y'],
    ]);
  });

  it('line separators of Unicode and a lone CR end no row', () => {
    expect(table('a,b\n1,x\u2028y\n2,x\ry\n').rows).toEqual([
      ['1', 'x\u2028y'],
      ['2', 'x\ry'],
    ]);
  });
});
