/**
 * `node test/bench/generate.ts KIND COUNT FOLDER [SEED]`: writes seeded evidence (cloudtrail, okta, atlassian, vpc,
 * vpc-tree, mixed) into a folder and says how much it was, as JSON.
 */
import { parseArgs } from 'node:util';
import { generate, KINDS, type Kind } from './kit/generate.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const [kind, count, folder, seed = '1'] = positionals;
if (!KINDS.includes(kind as Kind) || !(Number(count) > 0) || folder === undefined) {
  process.stderr.write(`usage: node test/bench/generate.ts ${KINDS.join('|')} COUNT FOLDER [SEED]\n`);
  process.exit(2);
}
const started = performance.now();
const made = await generate(kind as Kind, Number(count), folder, Number(seed));
process.stdout.write(`${JSON.stringify({ ...made, seconds: (performance.now() - started) / 1000 })}\n`);
