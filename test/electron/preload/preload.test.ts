import { beforeAll, expect, test } from 'vitest';
import { BRIDGE_KEY, type Bridge, CHANNELS } from '../../../shared/ipc/bridge.ts';
import { preloadContents, standIn } from '../../support/electron-stand-in/index.ts';

let bridge: Bridge;
beforeAll(async () => {
  await import('../../../electron/preload/index.ts');
  bridge = standIn.exposed.get(BRIDGE_KEY) as unknown as Bridge;
});

test('exactly three frozen functions under one name', () => {
  expect([...standIn.exposed.keys()]).toEqual(['throughline']);
  expect(Object.keys(bridge)).toEqual(['call', 'onEvent', 'tokensForFiles']);
  expect(Object.values(bridge).every((value) => typeof value === 'function')).toBe(true);
  expect(Object.isFrozen(bridge)).toBe(true);
});

test('calls and dropped files go out on their channels', async () => {
  const asked: unknown[] = [];
  standIn.ipcMain.handle(CHANNELS.call, (_event, ...args) => {
    asked.push(args);
    return { ok: true, result: 1 };
  });
  standIn.ipcMain.handle(CHANNELS.tokensForFiles, (_event, ...args) => {
    asked.push(args);
    return ['t'];
  });
  standIn.droppedPaths.set('okta.json', '/logs/okta.json');
  expect(await bridge.call('host.info', {})).toEqual({ ok: true, result: 1 });
  expect(
    await bridge.tokensForFiles([new File([], 'okta.json'), new File([], 'made-by-script.json')]),
  ).toEqual(['t']);
  expect(asked).toEqual([['host.info', {}], [['/logs/okta.json']]]);
});

test('a listener gets the pushed event and never the IPC event, until it ends its subscription', () => {
  const heard: unknown[][] = [];
  const stop = bridge.onEvent((...args: unknown[]) => heard.push(args));
  preloadContents.send(CHANNELS.event, { type: 'case.changed' });
  expect(stop()).toBeUndefined();
  preloadContents.send(CHANNELS.event, { type: 'case.changed' });
  expect(heard).toEqual([[{ type: 'case.changed' }]]);
});
