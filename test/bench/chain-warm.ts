/**
 * Measures the chain inside one process that has the case open: `node test/bench/chain-warm.ts CASE SEED`. Prints JSON:
 * seconds until the first steps, of the first answer and of the second.
 */
import { Engine } from '../../electron/engine/index.ts';

const [path, seed] = process.argv.slice(2);
const started = performance.now();
const since = (): number => (performance.now() - started) / 1000;
const engine = new Engine();
engine.open(path!);
const opened = since();
const chain = await engine.call('chain.compute', { seeds: [seed!] });
const first = since();
await engine.call('chain.compute', { seeds: [seed!] });
const second = since();
engine.close();
process.stdout.write(
  JSON.stringify({ opened, first: first - opened, second: second - first, steps: chain.steps.length }),
);
