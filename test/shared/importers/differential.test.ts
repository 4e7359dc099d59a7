/** Real CloudTrail files of others: our count of records against JSON.parse's, and every record a dated event. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importBytes } from '../../support/importer-properties.ts';

const LOGS = join(import.meta.dirname, '../../../../shared/fixtures/logs');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.json(\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function load(path: string): Uint8Array {
  const bytes = readFileSync(path);
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

function plainCount(bytes: Uint8Array): number {
  const value = JSON.parse(new TextDecoder().decode(bytes)) as unknown[] | { Records: unknown[] };
  return Array.isArray(value) ? value.length : value.Records.length;
}

describe.each([
  ['stratus', 300],
  ['invictus', 2800],
])('%s', (folder, atLeast) => {
  const path = join(LOGS, folder);
  it.skipIf(!existsSync(path))(
    'reads every record (skipped where the folder is absent)',
    { timeout: 60_000 },
    () => {
      let records = 0;
      for (const file of filesBelow(path)) {
        const bytes = load(file);
        const found = importBytes(bytes, 65_536);
        expect(found.detection, file).toMatch(/^aws:cloudtrail/);
        expect(found.records, file).toBe(plainCount(bytes));
        expect(found.events.length, file).toBe(found.records);
        expect(found.issues, file).toEqual([]);
        expect(found.spanned, file).toBe(bytes.length);
        for (const event of found.events) expect(event.draft.time, file).toBeDefined();
        records += found.records;
      }
      expect(records).toBeGreaterThanOrEqual(atLeast);
    },
  );
});
