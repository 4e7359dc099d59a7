/** The program's life: opening, trouble and quitting, with a real child process as its engine. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Layout } from '../../../electron/host/layout.ts';
import { caseArgument } from '../../../electron/main/case-arguments.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { windowDouble } from '../../support/window-double.ts';

type StandIn = typeof import('../../support/electron-stand-in/index.ts')['standIn'];

let folder: string;
let standIn: StandIn;
let layout: Layout;
const argv = process.argv;

beforeEach(async () => {
  folder = temporaryFolder();
  layout = windowDouble(folder);
  for (const name of ['config', 'data']) mkdirSync(join(folder, name));
  vi.stubEnv('THROUGHLINE_CONFIG', join(folder, 'config'));
  vi.stubEnv('THROUGHLINE_DATA', join(folder, 'data'));
  vi.stubEnv('ENGINE_DOUBLE_JOURNAL', join(folder, 'journal'));
  vi.resetModules();
  vi.doMock('../../../electron/host/layout.ts', () => ({ findLayout: () => layout }));
  ({ standIn } = await import('../../support/electron-stand-in/index.ts'));
});
afterEach(() => {
  process.argv = argv;
  vi.unstubAllEnvs();
  process.removeAllListeners('uncaughtException');
  process.removeAllListeners('unhandledRejection');
  for (const engine of standIn.engines) engine.child.kill('SIGKILL');
});

async function startProgram(...args: string[]) {
  process.argv = ['electron', '.', ...args];
  const before = {
    uncaughtException: process.listeners('uncaughtException'),
    unhandledRejection: process.listeners('unhandledRejection'),
  };
  const { start } = await import('../../../electron/main/start.ts');
  start();
  standIn.app.becomeReady();
  const added = (name: keyof typeof before) =>
    process
      .listeners(name as 'uncaughtException')
      .find((listener) => !before[name].includes(listener as never));
  return { uncaught: added('uncaughtException') as ((error: Error) => void) | undefined };
}

const loaded = () => expect.poll(() => standIn.recorder.of('window.loadURL').length).toBeGreaterThan(0);
const asked = () =>
  readFileSync(join(folder, 'journal'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { method: string }).method);

function caseFile(name = 'a.tline'): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}

test('a second instance ends at once and opens nothing', async () => {
  standIn.app.isFirstInstance = false;
  await startProgram();
  expect(await standIn.app.exited).toBe(0);
  expect(standIn.windows).toHaveLength(0);
});

test('a case named on the command line is open before the window loads, and quitting closes it first', async () => {
  await startProgram(caseFile());
  await loaded();
  expect(asked()).toEqual(['engine.open']);
  const [engine] = standIn.engines;
  standIn.app.quit();
  expect(await standIn.app.exited).toBe(0);
  expect(asked()).toEqual(['engine.open', 'engine.close']);
  await expect.poll(() => engine!.pid).toBeUndefined();
});

test('closing the window quits the same way', async () => {
  await startProgram(caseFile());
  await loaded();
  standIn.windows[0]!.close();
  expect(await standIn.app.exited).toBe(0);
  expect(asked().at(-1)).toBe('engine.close');
});

test('a case that cannot be opened is said, and the window comes all the same', async () => {
  await startProgram(join(folder, 'gone.tline'));
  await loaded();
  expect(standIn.recorder.of('dialog.error')).toEqual([
    { title: 'The case was not opened', content: expect.stringContaining('no such case') },
  ]);
});

test('a second start hands its case over; while a case is open it only brings the window forward', async () => {
  await startProgram();
  await loaded();
  const path = caseFile();
  standIn.app.emit('second-instance', {}, ['throughline', path]);
  await expect.poll(() => standIn.recorder.of('webContents.reload').length).toBe(1);
  standIn.app.emit('second-instance', {}, ['throughline', caseFile('b.tline')]);
  standIn.app.emit('second-instance', {}, ['throughline', '//attacker/share/c.tline']);
  expect(standIn.recorder.of('window.focus')).toHaveLength(3);
  expect(asked()).toEqual(['engine.open']);
});

test('a page that died is loaded again once; the second time the program ends in words', async () => {
  await startProgram(caseFile());
  await loaded();
  const contents = standIn.windows[0]!.webContents;
  contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  expect(standIn.recorder.of('webContents.reload')).toHaveLength(1);
  contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  expect(await standIn.app.exited).toBe(0);
  expect(standIn.recorder.of('dialog.error')).toHaveLength(1);
  expect(asked().at(-1)).toBe('engine.close');
});

test('a mistake of the program closes the case, says so, and ends', async () => {
  const { uncaught } = await startProgram(caseFile());
  await loaded();
  uncaught!(new Error('boom'));
  expect(await standIn.app.exited).toBe(1);
  expect(asked().at(-1)).toBe('engine.close');
  expect(standIn.recorder.of('dialog.error')).toEqual([
    { title: 'Throughline has to stop', content: expect.stringContaining('boom') },
  ]);
});

test('a window that was not built ends the program in words', async () => {
  layout = { ...layout, assetTable: join(folder, 'none.json') };
  await startProgram();
  expect(await standIn.app.exited).toBe(1);
  expect(JSON.stringify(standIn.recorder.of('dialog.error'))).toContain('npm run build');
});

test.each([
  [['--inspect.tline'], null],
  [['https://evil.example/x.tline'], null],
  [['relative.tline'], null],
  [['//attacker/share/x.tline'], null],
  [['/logs/okta.json'], null],
  [['--flag', '/cases/a.TLINE'], '/cases/a.TLINE'],
])('arguments %j name the case %j', (args, expected) => {
  expect(caseArgument(args)).toBe(expected);
});
