/**
 * `node test/bench/case.ts KIND COUNT CASE.tline [SEED]`: a case of generated evidence, made by the real import from
 * the build. The evidence lies beside the case while it is imported and is removed afterwards.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generate, KINDS, type Kind } from './kit/generate.ts';
import { build, importInto } from './kit/ours.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const [kind, wanted, path, seed = '1'] = positionals;
if (!KINDS.includes(kind as Kind) || !(Number(wanted) > 0) || path === undefined) {
  process.stderr.write(`usage: node test/bench/case.ts ${KINDS.join('|')} COUNT CASE.tline [SEED]\n`);
  process.exit(2);
}
const evidence = `${path}.evidence`;
build();
try {
  const made = await generate(kind as Kind, Number(wanted), evidence, Number(seed));
  const { seconds, peakBytes, caseBytes, report } = await importInto(path, evidence);
  const { totals } = report;
  process.stdout.write(`${JSON.stringify({ bytes: made.bytes, seconds, peakBytes, caseBytes, totals })}\n`);
} finally {
  rmSync(evidence, { recursive: true, force: true });
}
