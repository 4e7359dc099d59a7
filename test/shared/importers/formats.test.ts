import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importBytes, readSample, sampleFiles } from '../../support/importer-properties.ts';

const CHUNKS = [1, 100, 65_536];
const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Africa/Casablanca'];

describe.each(sampleFiles())('%s', (name) => {
  const bytes = readSample(name);
  const whole = importBytes(bytes, bytes.length + 1);

  it('becomes these events and issues', async () => {
    const { detection, records, rejected, ignored, events, issues } = whole;
    const summary = { detection, records, rejected, ignored, issues, events };
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
      const record = new TextDecoder().decode(bytes.subarray(event.offset, event.offset + event.length));
      expect(record).toBe(record.trim());
      if (event.draft.nativeId !== undefined) expect(record).toContain(event.draft.nativeId);
    }
  });
});

describe('all samples', () => {
  it('are enough to cover each source', () => {
    const folders = new Set(sampleFiles().map((name) => name.slice(0, name.indexOf('/'))));
    expect([...folders].sort()).toEqual([
      'atlassian',
      'bystanders',
      'cloudtrail',
      'okta',
      'unknown',
      'vpcflow',
    ]);
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
