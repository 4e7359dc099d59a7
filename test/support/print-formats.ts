/** Prints one SHA-256 over what all samples become: run under several `TZ` to see that the machine's zone plays no part. */
import { createHash } from 'node:crypto';
import { importBytes, readSample, sampleFiles } from './importer-properties.ts';

const hash = createHash('sha256');
for (const name of sampleFiles())
  hash.update(JSON.stringify(importBytes(readSample(name), 65_536, 'America/New_York')));
process.stdout.write(hash.digest('hex'));
