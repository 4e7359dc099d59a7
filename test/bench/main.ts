/**
 * `npm run bench [-- MEASURE...]`: generates evidence, measures whole processes side by side with what one would use
 * instead, compares the answers, and prints tables with the targets. Without a name: every measure at a moderate size.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './kit/generate.ts';
import { inFolder, type Options, readOptions, USAGE } from './kit/options.ts';
import { build, importInto } from './kit/ours.ts';
import { print, type Section } from './kit/section.ts';
import { load, machine } from './kit/table.ts';
import { growth } from './measures/growth.ts';
import { imports, PLANS } from './measures/imports.ts';
import { queries } from './measures/queries.ts';
import { sample } from './measures/sample.ts';
import { working } from './measures/working.ts';

const MEASURES: Readonly<Record<string, (options: Options) => Promise<Section>>> = {
  sample,
  cloudtrail: (options) => imports(PLANS.cloudtrail, options),
  okta: (options) => imports(PLANS.okta, options),
  atlassian: (options) => imports(PLANS.atlassian, options),
  vpc: (options) => imports(PLANS.vpc, options),
  mixed: (options) => imports(PLANS.mixed, options),
  growth,
  queries: (options) => withCase(options, queries),
  working: (options) => withCase(options, working),
};

/** The case that was named, or one of mixed evidence made for this. */
async function withCase(
  { casePath, size }: Options,
  measure: (path: string) => Promise<Section>,
): Promise<Section> {
  if (casePath !== null) return await measure(casePath);
  return await inFolder(async (folder) => {
    const path = join(folder, 'mixed.tline');
    await generate('mixed', size ?? 300_000, join(folder, 'evidence'));
    await importInto(path, join(folder, 'evidence'));
    return await measure(path);
  });
}

/** Measures that are commands of their own and print for themselves. */
const COMMANDS: Readonly<Record<string, string>> = {
  picture: 'picture.ts',
  memory: 'memory.ts',
  chain: 'chain.ts',
};

function command(name: string, { casePath }: Options): void {
  const given = name === 'picture' && casePath !== null ? [casePath] : [];
  const script = join(import.meta.dirname, COMMANDS[name]!);
  const { status } = spawnSync(process.execPath, [script, ...given], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

const options = readOptions(process.argv.slice(2));
const names = options.measures.length > 0 ? options.measures : [...Object.keys(MEASURES), 'picture'];
const known = [...Object.keys(MEASURES), ...Object.keys(COMMANDS)];
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`no measure “${unknown}”; there are ${known.join(', ')}\n${USAGE}\n`);
  process.exit(2);
}
if (names.includes('picture')) build('cli', 'engine', 'renderer');
else build();
process.stdout.write(`${machine()}\nnpm run bench -- ${process.argv.slice(2).join(' ')}\n\n`);
const sections: Record<string, Section> = {};
for (const name of names) {
  const before = load();
  if (Object.hasOwn(COMMANDS, name)) command(name, options);
  else {
    sections[name] = await MEASURES[name]!(options);
    process.stdout.write(`${print(sections[name])}\n`);
  }
  process.stdout.write(`\n(${before} before, ${load()} after)\n\n`);
}
if (options.json !== null)
  writeFileSync(options.json, `${JSON.stringify({ machine: machine(), sections }, null, 2)}\n`);
