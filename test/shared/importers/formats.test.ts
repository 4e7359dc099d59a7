import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { utf16Of, utf16ToUtf8 } from '../../../shared/importers/kit/utf16.ts';
import { IMPORTERS } from '../../../shared/importers/registry.ts';
import { importBytes, readSample, sampleFiles } from '../../support/importer-properties.ts';

const CHUNKS = [1, 100, 65_536];
const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Africa/Casablanca'];

describe.each(sampleFiles())('%s', (name) => {
  const bytes = readSample(name);
  const whole = importBytes(bytes, bytes.length + 1);

  it('becomes these events and issues', async () => {
    const { detection, records, rejected, ignored, events, facts, issues } = whole;
    const told = facts.length === 0 ? {} : { facts };
    const summary = { detection, records, rejected, ignored, issues, events, ...told };
    const snapshot = join(import.meta.dirname, '__snapshots__', `${name}.snap.json`);
    await expect(`${JSON.stringify(summary, null, 1)}\n`).toMatchFileSnapshot(snapshot);
  });

  it.each(CHUNKS)('reads the same in chunks of %i bytes', (chunkBytes) => {
    expect(importBytes(bytes, chunkBytes)).toEqual(whole);
  });

  it('accounts for every record and every byte', () => {
    expect(whole.events.length + whole.rejected + whole.ignored).toBe(whole.records);
    const folder = name.slice(0, name.indexOf('/'));
    const isRead = folder !== 'bystanders' && folder !== 'unknown';
    expect(whole.spanned).toBe(isRead ? bytes.length : 0);
    // Every rejected record has its issue, which says what was lost.
    expect(whole.issues.filter((issue) => issue.includes('(data-loss)')).length).toBeGreaterThanOrEqual(
      whole.rejected,
    );
  });

  it('gives back each record at its offset and length', () => {
    for (const event of whole.events) {
      const record = textOf(bytes.subarray(event.offset, event.offset + event.length), bytes);
      expect(record).toBe(record.trim());
      if (event.draft.nativeId !== undefined) expect(record).toContain(event.draft.nativeId);
    }
  });
});

function textOf(record: Uint8Array, file: Uint8Array): string {
  const wide = utf16Of(file);
  return new TextDecoder().decode(wide === null ? record : utf16ToUtf8(record, wide));
}

describe('all samples', () => {
  it('are enough: each importer reads at least three of them', () => {
    const readers = sampleFiles().map((name) => importBytes(readSample(name), 65_536).detection);
    for (const { id } of IMPORTERS)
      expect(readers.filter((one) => one.startsWith(`${id}: `)).length, id).toBeGreaterThanOrEqual(3);
  });

  it('become the same on machines of five time zones', () => {
    const script = join(import.meta.dirname, '../../support/print-formats.ts');
    const hashes = ZONES.map((zone) =>
      execFileSync(process.execPath, [script], { env: { ...process.env, TZ: zone }, encoding: 'utf8' }),
    );
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(hashes).size).toBe(1);
  });

  it('leave no trace of a record’s __proto__', () => {
    importBytes(readSample('okta/hostile-text.ndjson'), 100);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
