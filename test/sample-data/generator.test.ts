import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildCase } from '../../sample-data/generate/case.ts';
import { bytesOf, caseFiles, EXPECTED, LOGS, textOf } from './read-case.ts';

/**
 * Compressed files are compared by their content and header: deflate libraries of other processors may choose other
 * codes for the same text.
 */
function fingerprint(file: string, bytes: Buffer): string {
  const hash = createHash('sha256');
  if (file.endsWith('.gz')) hash.update(bytes.subarray(0, 10)).update(gunzipSync(bytes));
  else hash.update(bytes);
  return hash.digest('hex');
}

describe('the generator', () => {
  it('writes exactly what is checked in', () => {
    const built = buildCase();
    expect([...built.keys(), 'README.md'].sort()).toEqual(caseFiles());
    for (const [file, bytes] of built)
      expect(fingerprint(file, bytes), file).toBe(fingerprint(file, bytesOf(file)));
  });

  it('stamps no time into compressed files', () => {
    for (const file of caseFiles().filter((name) => name.endsWith('.gz'))) {
      expect([...bytesOf(file).subarray(4, 8)], file).toEqual([0, 0, 0, 0]);
    }
  });
});

describe('the size of the case', () => {
  it('stays under 6 MB', () => {
    const total = caseFiles().reduce((sum, file) => sum + bytesOf(file).length, 0);
    expect(total).toBeLessThan(6_000_000);
  });

  it('holds at least 60,000 records, counted as the answer key says', () => {
    const counts = [...LOGS].map(([file, records]) => ({ file, records: records.length }));
    expect(EXPECTED.files.map(({ file, records }) => ({ file, records }))).toEqual(counts);
    const total = counts.reduce((sum, { records }) => sum + records, 0);
    expect(total).toBeGreaterThanOrEqual(60_000);
    expect(EXPECTED.totals.records).toBe(total);
  });

  it('is described in the README with the numbers of the answer key', () => {
    const number = (value: number): string => value.toLocaleString('en-GB');
    const readme = textOf('README.md').replaceAll('\n', ' ');
    const { records, labelled, bySource } = EXPECTED.totals;
    for (const value of [records, labelled, ...Object.values(bySource)])
      expect(readme).toContain(number(value));
    const beacon = EXPECTED.labels.filter(({ step }) => step === 'beacon').flatMap((label) => label.records);
    expect(readme).toContain(`${number(beacon.length)} are the beacon`);
  });

  it('has a plain file of every vendor', () => {
    for (const vendor of ['okta', 'jira', 'confluence', 'bitbucket', 'cloudtrail', 'vpcflow']) {
      expect(
        [...LOGS.keys()].some((file) => file.startsWith(`${vendor}/`) && !file.endsWith('.gz')),
        vendor,
      ).toBe(true);
    }
  });
});
