/**
 * `node .ci/results.mjs results.json output.log`: what a test run ended with. The first line is `passed failed`, then
 * each failed test by its full name with the first lines of what was said of it, short enough for the end of a log that
 * is cut elsewhere. Names and numbers are from vitest's JSON, differences from its output, since the JSON has none.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const [results, output] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8'));
const { numPassedTests, testResults } = JSON.parse(results);

/** A file that failed without a failed test did not load, or failed before or after its tests. */
const failures = testResults.flatMap((file) => {
  const path = relative(process.cwd(), file.name);
  const tests = file.assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return file.status === 'failed' ? [{ name: path, message: file.message }] : [];
  return tests.map((test) => ({
    name: [path, ...test.ancestorTitles, test.title].join(' > '),
    message: test.failureMessages.join('\n'),
  }));
});

const said = output.split(/^ FAIL {2}/m);
const lines = Math.max(1, Math.min(24, Math.floor(60 / failures.length)));
console.log(numPassedTests, failures.length);
for (const { name, message } of failures.slice(0, 60)) {
  console.log(`FAILED TEST: ${name}`);
  const full = said.find((text) => text.startsWith(`${name}\n`))?.slice(name.length + 1) ?? message;
  const told = full.split('\n').filter((line) => line.trim() !== '' && !line.includes('/node_modules/'));
  for (const line of told.slice(0, lines)) console.log(`    ${line.slice(0, 240)}`);
}
if (failures.length > 60) console.log(`… and ${failures.length - 60} more`);
