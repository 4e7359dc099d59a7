/**
 * `node json-parse.ts EVIDENCE`: unpacks the files, cuts them into records and calls `JSON.parse` for each, and nothing
 * else: what any program in JavaScript pays before it has done anything. Prints how many records there were.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

let records = 0;
for (const entry of readdirSync(process.argv[2]!, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const bytes = readFileSync(join(entry.parentPath, entry.name));
  const text = (entry.name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  if (text.startsWith('{"Records":')) records += (JSON.parse(text) as { Records: unknown[] }).Records.length;
  else
    for (const line of text.split('\n')) {
      if (line === '') continue;
      JSON.parse(line);
      records++;
    }
}
process.stdout.write(`${records}\n`);
