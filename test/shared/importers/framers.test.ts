import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvFramer, parseCells } from '../../../shared/importers/kit/csv.ts';
import { type Framer, MAX_RECORD_BYTES, type Span } from '../../../shared/importers/kit/framer.ts';
import { JsonFramer } from '../../../shared/importers/kit/json-records.ts';
import { LineFramer } from '../../../shared/importers/kit/lines.ts';
import { feed } from '../../support/importer-properties.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

interface Piece {
  kind: string;
  text: string;
  offset: number;
  length: number;
  code: string | null;
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

function cut(framer: Framer, bytes: Uint8Array, chunkBytes = bytes.length + 1): Piece[] {
  const pieces: Piece[] = [];
  feed(framer, bytes, chunkBytes, (span: Span) =>
    pieces.push({
      kind: span.kind,
      text: latin1(span.bytes),
      offset: span.offset,
      length: span.length,
      code: span.issue?.code ?? null,
    }),
  );
  return pieces;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const kinds = (pieces: Piece[]) =>
  pieces.filter((piece) => piece.kind !== 'separator').map((p) => `${p.kind} ${p.text}`);

const FRAMERS: Record<string, () => Framer> = {
  lines: () => new LineFramer(1),
  csv: () => new CsvFramer(','),
  'json, bare': () => new JsonFramer({ envelope: '', lineStyle: false }),
  'json, a line each': () => new JsonFramer({ envelope: '', lineStyle: true }),
  'json, in an envelope': () => new JsonFramer({ envelope: 'Records', lineStyle: false }),
};

/** Text made of what matters to framers, so that chance hits the interesting places. */
const tokens = fc.constantFrom(
  ...'{ } [ ] , : " \\ \\" \n \r\n \r a é \u2028 1 null "" "a" "Records" {"Records":[ {"a":1} {"a":"}"} ]} ;'.split(
    ' ',
  ),
  ' ',
  '\t',
);
const structured = fc.array(tokens, { maxLength: 60 }).map((parts) => utf8(parts.join('')));
const anyBytes = fc.oneof(structured, fc.uint8Array({ maxLength: 200 }));

describe.each(Object.entries(FRAMERS))('%s', (_, open) => {
  it('covers every byte in order, whatever comes', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const pieces = cut(open(), bytes);
        expect(pieces.map((piece) => piece.text).join('')).toBe(latin1(bytes));
        let offset = 0;
        for (const piece of pieces) {
          expect(piece.offset).toBe(offset);
          offset += piece.length;
          if (piece.kind === 'damaged') expect(piece.code).not.toBeNull();
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('cuts the same wherever chunks end', () => {
    fc.assert(
      fc.property(anyBytes, fc.integer({ min: 1, max: 17 }), (bytes, chunkBytes) => {
        expect(cut(open(), bytes, chunkBytes)).toEqual(cut(open(), bytes));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('lines', () => {
  it('end at LF and CR LF, not at other separators, and keep the last without LF', () => {
    const pieces = cut(new LineFramer(0), utf8('one\r\n\n two\u2028half\rstill two\n\r\n  \nthree'));
    expect(kinds(pieces)).toEqual([
      'record one',
      `record ${latin1(utf8('two\u2028half\rstill two'))}`,
      'record three',
    ]);
  });

  it('count header lines apart', () => {
    expect(kinds(cut(new LineFramer(1), utf8('\nname age\nann 3\n')))).toEqual([
      'header name age',
      'record ann 3',
    ]);
  });

  it('beyond 16 MiB are located and not kept', () => {
    const huge = new Uint8Array(MAX_RECORD_BYTES + 2).fill(0x61);
    const bytes = new Uint8Array([...utf8('a\n'), ...huge.subarray(0, 0)]);
    const all = Buffer.concat([bytes, huge, utf8('\nb\n')]);
    for (const chunkBytes of [65_536, all.length]) {
      const pieces = cut(new LineFramer(0), new Uint8Array(all), chunkBytes).filter(
        (p) => p.kind !== 'separator',
      );
      expect(pieces.map(({ kind, length, code }) => ({ kind, length, code }))).toEqual([
        { kind: 'record', length: 1, code: null },
        { kind: 'damaged', length: huge.length, code: 'record.oversize' },
        { kind: 'record', length: 1, code: null },
      ]);
      expect(pieces[1]?.text.length).toBe(4096);
    }
  });
});

describe('json', () => {
  const bare = () => new JsonFramer({ envelope: '', lineStyle: false });
  const lines = () => new JsonFramer({ envelope: '', lineStyle: true });

  it('finds each record that JSON.parse finds, in every arrangement', () => {
    const record = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 5 });
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 1, 2),
        (records, indent) => {
          const each = records.map((one) => JSON.stringify(one, null, indent));
          const arrangements: [Framer, string][] = [
            [bare(), each.join('\n')],
            [bare(), each.join('')],
            [bare(), JSON.stringify(records, null, indent)],
            [lines(), records.map((one) => `${JSON.stringify(one)}\n`).join('')],
            [
              FRAMERS['json, in an envelope']!(),
              JSON.stringify({ first: ['Records'], Records: records, last: {} }, null, indent),
            ],
          ];
          for (const [framer, text] of arrangements) {
            const pieces = cut(framer, utf8(text), 7).filter((piece) => piece.kind !== 'separator');
            const parsed = pieces.map((piece) =>
              JSON.parse(Buffer.from(piece.text, 'latin1').toString('utf8')),
            );
            expect(pieces.every((piece) => piece.kind === 'record')).toBe(true);
            expect(parsed).toEqual(JSON.parse(JSON.stringify(records)));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('goes on with the next line after a line that breaks off', () => {
    const text = '{"a":1}\n{"b":{"c":"half\n{"d":[1,{"e":2\n{"f":3}\n';
    expect(kinds(cut(lines(), utf8(text)))).toEqual([
      'record {"a":1}',
      'damaged {"b":{"c":"half',
      'damaged {"d":[1,{"e":2',
      'record {"f":3}',
    ]);
  });

  it('goes on with the next object after one that is not closed in a compact array', () => {
    expect(kinds(cut(bare(), utf8('[{"a":1},{"b":{"c":1},{"d":2}]')))).toEqual([
      'record {"a":1}',
      'damaged {"b":{"c":1},',
      'record {"d":2}',
    ]);
  });

  it('goes on at the same indentation after a line break inside a string', () => {
    const text =
      '[\n  {\n    "a": 1\n  },\n  {\n    "b": "x\ny",\n    "c": {\n    }\n  },\n  {\n    "d": 4\n  }\n]\n';
    const pieces = cut(bare(), utf8(text)).filter((piece) => piece.kind !== 'separator');
    expect(pieces.map((piece) => piece.kind)).toEqual(['record', 'damaged', 'record']);
    expect(pieces[2]?.text).toContain('"d": 4');
  });

  it('says of an array that ends too early what was cut', () => {
    const inside = cut(bare(), utf8('[{"a":1},{"b":'));
    expect(inside.map(({ kind, code }) => [kind, code])).toContainEqual(['damaged', 'json.truncated']);
    const between = cut(bare(), utf8('[{"a":1},'));
    expect(between.at(-1)).toMatchObject({ kind: 'separator', code: 'json.truncated' });
  });

  it('refuses more than 100 levels and reads what follows', () => {
    const deep = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    const pieces = cut(bare(), utf8(`${deep(100)}\n${deep(101)}\n${deep(100_000)}\n{"b":1}`));
    const found = pieces.filter((piece) => piece.kind !== 'separator');
    expect(found.map((piece) => piece.code)).toEqual([null, 'json.depth', 'json.depth', null]);
  });

  const suite = join(import.meta.dirname, '../../../../shared/fixtures/hostile/json-test-suite/test_parsing');
  it.skipIf(!existsSync(suite))(
    'covers every byte of the JSON test suite (skipped: its folder is absent)',
    () => {
      const names = readdirSync(suite);
      expect(names.length).toBeGreaterThan(300);
      for (const name of names) {
        const bytes = new Uint8Array(readFileSync(join(suite, name)));
        const pieces = cut(bare(), bytes);
        expect(pieces.map((piece) => piece.text).join(''), name).toBe(latin1(bytes));
        // A valid object is one record, and a valid array of values as many as it has.
        if (!name.startsWith('y_')) continue;
        const value: unknown = JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
        const expected = Array.isArray(value) ? value.length : 1;
        expect(pieces.filter((piece) => piece.kind === 'record').length, name).toBe(expected);
      }
    },
  );
});

describe('csv', () => {
  it('cuts rows that RFC 4180 writes, line breaks and quotes in cells among them', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('a,b', 'say "hi"', 'two\nlines', 'cr\r\nlf', '"', ''),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        (rows) => {
          const written = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','));
          const pieces = cut(new CsvFramer(','), utf8(`${written.join('\r\n')}\r\n`), 5);
          const found = pieces.filter((piece) => piece.kind !== 'separator');
          expect(found.map((piece) => piece.kind)).toEqual(
            rows.map((_, index) => (index === 0 ? 'header' : 'record')),
          );
          const cells = found.map((piece) =>
            parseCells(Buffer.from(piece.text, 'latin1').toString('utf8'), ','),
          );
          expect(cells).toEqual(rows.map((row) => row.map((one) => Buffer.from(one).toString())));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives up a quote that never closes after its own line', () => {
    const rows = Array.from(
      { length: 50_000 },
      (_, index) => `${index},plain,text of some length to fill the limit`,
    );
    const text = `a,b,c\n1,2,3\n4,"open,6\n${rows.join('\n')}\n`;
    const pieces = cut(new CsvFramer(','), utf8(text), 4096);
    const damaged = pieces.filter((piece) => piece.kind === 'damaged');
    expect(damaged.map((piece) => piece.text)).toEqual(['4,"open,6']);
    expect(pieces.filter((piece) => piece.kind === 'record').length).toBe(rows.length + 1);
  });

  it('reads a file made of open quotes in linear time', () => {
    // In each line a literal quote and an opening one: every line would swallow all that follow.
    const text = `a,b\n${'x",",\n'.repeat(400_000)}`;
    expectNoBlowUp(() => {
      const pieces = cut(new CsvFramer(','), utf8(text), 65_536);
      expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(text.length);
    });
  });
});
