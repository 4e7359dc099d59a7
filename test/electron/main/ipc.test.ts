import { beforeEach, expect, test, vi } from 'vitest';
import type { Host } from '../../../electron/host/host.ts';
import { isOurWindow, listenToWindow, pushToWindow } from '../../../electron/main/ipc.ts';
import { CHANNELS } from '../../../shared/ipc/bridge.ts';
import type { PushEvent } from '../../../shared/ipc/contract.ts';
import {
  StandInContents,
  StandInFrame,
  standInIpcRenderer,
} from '../../support/electron-stand-in/contents.ts';
import { standIn } from '../../support/electron-stand-in/index.ts';

const dispatch = vi.fn(async (method: unknown, args: unknown) => ({
  ok: true as const,
  result: { method, args },
}));
const grantDropped = vi.fn((paths: readonly string[]) => paths.map((_, i) => `token-${i}`));
let pushed: (event: PushEvent) => void = () => {};
const host = {
  dispatch,
  grantDropped,
  onEvent: (listener: (event: PushEvent) => void) => {
    pushed = listener;
    return () => {
      pushed = () => {};
    };
  },
} as unknown as Host;

let contents: StandInContents;
beforeEach(() => {
  vi.clearAllMocks();
  standIn.ipcMain.handlers.clear();
  listenToWindow(host);
  contents = new StandInContents(standIn.recorder);
  contents.mainFrame.url = 'app://throughline/';
});

const strangers: readonly [string, () => StandInFrame | null][] = [
  ['no frame', () => null],
  ['a subframe of our own page', () => new StandInFrame('app://throughline/', contents.mainFrame)],
  ['another window on our address', () => new StandInFrame('app://throughline/')],
  ['an empty address', () => at('')],
  ['about:blank', () => at('about:blank')],
  ['about:srcdoc', () => at('about:srcdoc')],
  ['another host', () => at('app://evil/')],
  ['a user name', () => at('app://throughline@evil/')],
  ['a look-alike host', () => at('app://throughline.evil/')],
  ['another scheme', () => at('https://throughline/')],
  ['a file', () => at('file:///index.html')],
  ['a data address', () => at('data:text/html,x')],
  ['capitals', () => at('APP://throughline/')],
];

/** Our main frame after it went somewhere else. */
function at(url: string): StandInFrame {
  contents.mainFrame.url = url;
  return contents.mainFrame;
}

test.each(strangers)('%s gets no answer on any channel', async (_name, frame) => {
  const sender = frame();
  const channels = [...standIn.ipcMain.handlers.keys()];
  expect(channels.sort()).toEqual([CHANNELS.call, CHANNELS.tokensForFiles].sort());
  expect(await standIn.ipcMain.invoke(CHANNELS.call, contents, sender, ['host.info', {}])).toMatchObject({
    ok: false,
  });
  expect(await standIn.ipcMain.invoke(CHANNELS.tokensForFiles, contents, sender, [['/etc/passwd']])).toEqual(
    [],
  );
  expect(dispatch).not.toHaveBeenCalled();
  expect(grantDropped).not.toHaveBeenCalled();
});

test('our window gets its answers', async () => {
  expect(isOurWindow({ sender: contents, senderFrame: contents.mainFrame } as never)).toBe(true);
  const renderer = standInIpcRenderer(standIn.ipcMain, contents);
  expect(await renderer.invoke(CHANNELS.call, 'host.info', {})).toEqual({
    ok: true,
    result: { method: 'host.info', args: {} },
  });
  expect(await renderer.invoke(CHANNELS.tokensForFiles, ['/logs/a.json', '/logs/b'])).toEqual([
    'token-0',
    'token-1',
  ]);
});

test.each([[null], ['/etc/passwd'], [[7]], [['']], [{ length: 1 }], [[`/${'x'.repeat(40_000)}`]]])(
  'dropped files %j are none',
  async (paths) => {
    expect(
      await standIn.ipcMain.invoke(CHANNELS.tokensForFiles, contents, contents.mainFrame, [paths]),
    ).toEqual([]);
    expect(grantDropped).not.toHaveBeenCalled();
  },
);

test('what the engine pushes reaches the window until it is gone', () => {
  const heard: unknown[] = [];
  standInIpcRenderer(standIn.ipcMain, contents).on(CHANNELS.event, (_event, event) => heard.push(event));
  const stop = pushToWindow(host, contents as never);
  pushed({ type: 'case.changed' });
  contents.destroyed = true;
  pushed({ type: 'case.changed' });
  contents.destroyed = false;
  stop();
  pushed({ type: 'case.changed' });
  expect(heard).toEqual([{ type: 'case.changed' }]);
});
