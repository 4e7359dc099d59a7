/** The scenarios that the kit writes: checked-in files are the generator's, and the importers read every record of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Engine } from '../../electron/engine/index.ts';
import { SCENARIOS } from '../../sample-data/generate/cases/index.ts';
import { renderScenario } from '../../sample-data/generate/kit/scenario.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CASES = join(import.meta.dirname, '../../sample-data/cases');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Deflate libraries of other processors may choose other codes for the same text. */
function text(file: string, bytes: Buffer): string {
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** What only the attack brought into the world: no record that carries it may be without a label. */
const MARKS = new Map([
  ['supplier-token', /91\.219\.61\.38|146\.70\.124\.93|lmarquardt|lena\.marquardt|00TmintedNk19x7Qz2Lc/],
  ['insider', /marion\.kessel|"40977"|771204|00TcstlnMinted5Rw81q|metrics-agent/],
  ['laptop', /nfeld|"88123"|:88123,|"412"|ssh:id:412|tok-9f27c1|telemetry-sync|194\.87\.45\.110/],
]);

describe.each(SCENARIOS.map((build) => build()))('the scenario $name', (scenario) => {
  const folder = join(CASES, scenario.name);
  const labels = scenario.records.filter(({ label }) => label !== null);

  it('is checked in as the generator writes it', () => {
    const built = renderScenario(scenario);
    expect([...built.keys(), 'README.md'].sort()).toEqual(filesBelow(folder));
    for (const [file, bytes] of built)
      expect(text(file, readFileSync(join(folder, file))), file).toBe(text(file, bytes));
  });

  it('is small enough to keep and large enough to hide in', () => {
    const bytes = filesBelow(folder).reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0);
    expect(bytes).toBeLessThan(1_000_000);
    expect(scenario.records.length).toBeGreaterThan(6_000);
    expect(scenario.records.length).toBeLessThan(15_000);
    expect(new Set(scenario.records.map(({ source }) => source)).size).toBeGreaterThanOrEqual(4);
    expect(labels.length / scenario.records.length).toBeLessThan(0.05);
  });

  it('has at least ten records of the attacker in every source that the attacker touched', () => {
    const counts = new Map<string, number>();
    for (const { source, label } of labels)
      if (label?.role === 'attacker') counts.set(source, (counts.get(source) ?? 0) + 1);
    expect(counts.size).toBeGreaterThanOrEqual(4);
    for (const [source, count] of counts) expect(count, source).toBeGreaterThanOrEqual(10);
  });

  it('leaves no record without a label that only the attack can have written', () => {
    const mark = MARKS.get(scenario.name)!;
    const marked = scenario.records.filter(({ text: written }) => mark.test(written));
    expect(marked.length).toBeGreaterThan(40);
    expect(marked.filter(({ label }) => label === null)).toEqual([]);
  });

  it('says in its README that it is synthetic, and where to start', () => {
    expect(existsSync(join(folder, 'README.md'))).toBe(true);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(readme).toContain('**This case is synthetic.**');
    expect(readme).toContain(scenario.seeds[0]!);
  });

  it('is read whole by the real importers', async () => {
    const engine = new Engine();
    onTestFinished(() => engine.close());
    engine.create(join(temporaryFolder(), 'scenario.tline'));
    const logs = [...new Set(scenario.records.map(({ log }) => log))];
    const report = await engine.import({ paths: logs.map((log) => join(folder, log)) });
    expect(report.closed).toBe(true);
    expect(report.totals).toMatchObject({ rejected: 0, ignored: 0, events: scenario.records.length });
    expect(report.files.flatMap(({ issues }) => issues)).toEqual([]);
  });
});
