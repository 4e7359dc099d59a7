/** What the sample's own files say, counted here without any code of the program. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const SAMPLE = join(import.meta.dirname, '../../sample-data/cases/okta-to-atlassian');
export const ATTACKER = '193.142.58.126';

/** Flow records with the address as source or destination, by splitting lines on blanks and commas. */
export function flowRecordsWith(address: string): number {
  let found = 0;
  for (const entry of readdirSync(join(SAMPLE, 'vpcflow'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    const text = (entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    for (const line of text.split('\n').slice(1)) {
      if (line.split(/[ ,]/).some((cell) => cell.replaceAll('"', '') === address)) found++;
    }
  }
  return found;
}

/** Lines that are records in one file of JSON lines. */
export function jsonLines(file: string): string[] {
  return readFileSync(join(SAMPLE, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}
