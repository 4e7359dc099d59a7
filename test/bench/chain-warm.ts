/**
 * Measures the chain inside one process that has the case open: `node test/bench/chain-warm.ts CASE SEED`. Prints JSON:
 * seconds until the first steps were shown, of the first answer, and of the chain alone once all that it needs is in
 * memory; the longest time for which other questions waited.
 */
import { dispatch, Engine } from '../../electron/engine/index.ts';
import type { Chain } from '../../shared/analysis/chain-types.ts';
import { computeChain } from '../../shared/analysis/correlate/chain.ts';

const [path, seed] = process.argv.slice(2);
const seeds = [seed!];
let firstSteps = Number.NaN;
let started = 0;
const since = (): number => (performance.now() - started) / 1000;
const engine = new Engine((event) => {
  if (event.type === 'chain.progress' && Number.isNaN(firstSteps)) firstSteps = since();
});
engine.open(path!);

let longest = 0;
let asking = true;
let last = performance.now();
const ask = (): void => {
  longest = Math.max(longest, (performance.now() - last) / 1000);
  last = performance.now();
  if (asking) setImmediate(ask);
};

started = performance.now();
last = started;
setImmediate(ask);
const chain = (await dispatch(engine, 'chain.compute', { seeds })) as Chain;
const first = since();
asking = false;
started = performance.now();
computeChain(engine.store.snapshot, seeds);
const again = since();
engine.close();
process.stdout.write(JSON.stringify({ firstSteps, first, longest, again, steps: chain.steps.length }));
