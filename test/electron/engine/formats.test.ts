/** Every sample of sample-data/formats through the whole engine: what pure importer tests cannot show. */
import { globSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = join(import.meta.dirname, '../../../sample-data/formats');
const samples = globSync('**/*', { cwd: root }).filter(
  (path) => statSync(join(root, path)).isFile() && path !== 'README.md',
);

describe('samples through the engine', () => {
  test('there are samples', () => expect(samples.length).toBeGreaterThan(40));

  test.each(samples)('%s: closed ledger, whole bytes, nothing new the second time', async (path) => {
    const folder = temporaryFolder();
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const first = await engine.import({ paths: [join(root, path)] });
    expect(first.closed).toBe(true);
    const ids = (): string[] =>
      engine
        .call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 1000 })
        .rows.map((row) => row.id);
    const before = ids();
    expect(before.length).toBe(first.totals.events);
    const { ok, checks } = engine.verify();
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
    const second = await engine.import({ paths: [join(root, path)] });
    expect(second.totals.events).toBe(0);
    expect(second.closed).toBe(true);
    expect(ids()).toEqual(before);
    for (const row of before.keys()) {
      const detail = engine.call('events.get', { row });
      expect(detail.message.length).toBeGreaterThan(3);
      expect(detail.event.evidence.length).toBeGreaterThan(0);
    }
    engine.close();
  });

  test('a flow log without a header is read in the given format only', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'flows.log'), '10.0.0.1 192.0.2.7 443 55555 6 REJECT 1699953769 1699953829\n');
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const blind = await engine.import({ paths: [join(folder, 'flows.log')] });
    expect(blind.files[0]!.issues.map((issue) => issue.code)).toEqual(['file.unknown']);
    engine.create(join(folder, 'told.tline'));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how flow log formats are written
    const vpcFormat = '${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${action} ${start} ${end}';
    const told = await engine.import({ paths: [join(folder, 'flows.log')], vpcFormat });
    expect(told.totals).toMatchObject({ records: 1, events: 1 });
    const { event } = engine.call('events.get', { row: 0 });
    expect(event).toMatchObject({
      srcIp: '10.0.0.1',
      dstIp: '192.0.2.7',
      dstPort: 55555,
      outcome: 'failure',
      action: 'REJECT',
    });
    engine.close();
  });
});
