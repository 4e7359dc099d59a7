/** The one place that listens to the window. Every message must come from the main frame of our own page. */
import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import { Failure } from '../../shared/base/failure.ts';
import { CHANNELS } from '../../shared/ipc/bridge.ts';
import type { WireResponse } from '../../shared/ipc/contract.ts';
import { toWireError } from '../../shared/ipc/wire-error.ts';
import type { Host } from '../host/host.ts';
import { log } from '../host/log.ts';
import { isAppUrl } from './app-url.ts';

const droppedSchema = z.array(z.string().min(1).max(32_767)).max(10_000);

/** Fails closed: no frame, an empty address, `about:blank`, a subframe or another window are strangers. */
export function isOurWindow(event: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame === event.sender.mainFrame && isAppUrl(frame.url);
}

export function listenToWindow(host: Host): void {
  handle(CHANNELS.call, ([method, args]): Promise<WireResponse> => host.dispatch(method, args), refusedCall);
  handle(
    CHANNELS.tokensForFiles,
    async ([paths]) => {
      const parsed = droppedSchema.safeParse(paths);
      return parsed.success ? host.grantDropped(parsed.data) : [];
    },
    () => [],
  );
}

/** Sends what the engine pushes; returns what ends it. */
export function pushToWindow(host: Host, contents: WebContents): () => void {
  return host.onEvent((event) => {
    if (!contents.isDestroyed()) contents.send(CHANNELS.event, event);
  });
}

function handle<T>(channel: string, answer: (args: readonly unknown[]) => Promise<T>, refuse: () => T): void {
  ipcMain.handle(channel, async (event, ...args: unknown[]) => {
    if (isOurWindow(event)) return answer(args);
    log('ipc.stranger', { channel, from: event.senderFrame?.url ?? 'no frame' });
    return refuse();
  });
}

function refusedCall(): WireResponse {
  const failure = new Failure(
    'usage',
    'this page may not ask the engine',
    'use the window that the program opened',
  );
  return { ok: false, error: toWireError(failure) };
}
