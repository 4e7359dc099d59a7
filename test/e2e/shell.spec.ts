/** The desktop shell's own promises, asked from inside its window. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { desktopDriver } from './drivers/desktop.ts';
import { StartScreen } from './pages/start-screen.ts';
import { makePlaces } from './session.ts';

type StandIn = typeof import('../support/electron-stand-in/index.ts')['standIn'];

const places = makePlaces();
let app: AppUnderTest;
let standIn: StandIn;

beforeAll(async () => {
  app = await desktopDriver.launch(places);
  ({ standIn } = await import('../support/electron-stand-in/index.ts'));
  await app.page.getByTestId('start-new').waitFor();
});
afterAll(places.remove);

test('the page sees three functions and no Electron', async () => {
  const seen = await app.page.evaluate(() => {
    const scope = globalThis as unknown as Record<string, object>;
    return {
      keys: Object.keys(scope.throughline!),
      frozen: Object.isFrozen(scope.throughline),
      electron: ['require', 'process', 'module', 'ipcRenderer', 'electron', 'Buffer'].filter(
        (name) => name in scope,
      ),
    };
  });
  expect(seen).toEqual({ keys: ['call', 'onEvent', 'tokensForFiles'], frozen: true, electron: [] });
});

test('the preload required nothing but electron', () => {
  expect(standIn.recorder.of('preload.require')).toEqual(['electron']);
});

const ATTACKS: readonly (readonly [string, () => void])[] = [
  ['going to another place', () => location.assign('https://evil.example/?leak=1')],
  ['going to a file', () => location.assign('file:///etc/passwd')],
  [
    'a link',
    () => {
      const link = document.createElement('a');
      link.setAttribute('href', 'https://evil.example/');
      document.body.append(link);
      link.click();
    },
  ],
  [
    'a meta refresh',
    () => {
      const meta = document.createElement('meta');
      meta.setAttribute('http-equiv', 'refresh');
      meta.setAttribute('content', '0;url=https://evil.example/');
      document.head.append(meta);
    },
  ],
  ['a new window', (): void => void window.open('https://evil.example/')],
];

test.each(ATTACKS)('%s is refused', async (_name, attack) => {
  const before = app.page.url();
  await app.page.evaluate(attack).catch(() => {});
  await app.page.waitForTimeout(300);
  expect(app.page.url()).toBe(before);
  expect(app.page.context().pages()).toHaveLength(1);
  expect(await app.page.getByTestId('start-new').isVisible()).toBe(true);
  expect(standIn.recorder.of('page.request-escaped')).toEqual([]);
});

test('navigation and windows were refused by the guards, not by chance', async () => {
  await expect
    .poll(() => standIn.recorder.of('page.navigation-refused'))
    .toContain('https://evil.example/?leak=1');
  await expect.poll(() => standIn.recorder.of('page.window-open')).toContainEqual({ action: 'deny' });
});

test('an engine that dies is started again, the window says so and goes on with the same case', async () => {
  const bench = await new StartScreen(app).openSample();
  const events = await bench.waitForEvents();
  const [engine] = standIn.engines;
  engine!.child.kill('SIGKILL');
  await app.page.getByTestId('notice').first().waitFor();
  expect(await app.page.getByTestId('notice').first().textContent()).toContain('started again');
  expect(await bench.query.ask('outcome:failure')).toBeLessThan(events);
  expect([...standIn.engines]).toHaveLength(1);
  await app.quit();
});
