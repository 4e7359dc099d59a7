/**
 * All that the page sees of Electron: three frozen functions. No `ipcRenderer`, no event object, no path ever gets
 * through. Bundled to one CommonJS file, because a sandboxed preload may require only `electron`.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { BRIDGE_KEY, type Bridge, CHANNELS } from '../../shared/ipc/bridge.ts';
import type { PushEvent } from '../../shared/ipc/contract.ts';

const bridge: Bridge = {
  call: (method, args) => ipcRenderer.invoke(CHANNELS.call, method, args),
  onEvent: (listener) => {
    const forward = (_event: unknown, pushed: PushEvent) => listener(pushed);
    ipcRenderer.on(CHANNELS.event, forward);
    return () => {
      ipcRenderer.off(CHANNELS.event, forward);
    };
  },
  tokensForFiles: (files) => {
    const paths = files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
    return ipcRenderer.invoke(CHANNELS.tokensForFiles, paths);
  },
};

contextBridge.exposeInMainWorld(BRIDGE_KEY, Object.freeze(bridge));
