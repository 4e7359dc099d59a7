/** The desktop program from start to quit. Order matters: what is locked must be locked before the app is ready. */
import { app, type BrowserWindow, dialog, Menu, session as sessions } from 'electron';
import { toWireError } from '../../shared/ipc/wire-error.ts';
import { Assets } from '../host/assets.ts';
import { Host } from '../host/host.ts';
import { findLayout } from '../host/layout.ts';
import { log } from '../host/log.ts';
import { caseArgument } from './case-arguments.ts';
import { pick } from './dialogs.ts';
import { listenToWindow, pushToWindow } from './ipc.ts';
import { buildMenu } from './menu.ts';
import { registerAppScheme, serveApp } from './protocol.ts';
import { lockApp, lockContents, lockSession, SESSION_PARTITION } from './security.ts';
import { startUtilityEngine } from './utility-engine.ts';
import { openWindow } from './window.ts';

export function start(): void {
  lockApp();
  registerAppScheme();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  const layout = findLayout(import.meta.url, app.isPackaged ? process.resourcesPath : null);
  let window: BrowserWindow | null = null;
  let opening = caseArgument(process.argv.slice(1));

  const host = new Host({
    kind: 'electron',
    layout,
    startEngine: () => startUtilityEngine(layout.engine),
    pick: async (what) => (window === null ? { kind: 'cancelled' } : pick(window, what)),
  });
  closeCleanly(host);

  /** A case from outside opens only when none is open: it must not take the analyst's work from the screen. */
  const openFromOutside = async (path: string | null) => {
    window?.show();
    window?.focus();
    if (path === null || host.caseOpen) return;
    try {
      await host.openPath(path);
      window?.webContents.reload();
    } catch (error) {
      const { message, advice } = toWireError(error);
      dialog.showErrorBox('The case was not opened', `${message}\n\nWhat to do: ${advice}.`);
    }
  };
  app.on('second-instance', (_event, argv) => void openFromOutside(caseArgument(argv.slice(1))));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (window === null) opening = caseArgument([path]);
    else void openFromOutside(caseArgument([path]));
  });
  app.on('window-all-closed', () => app.quit());

  void app
    .whenReady()
    .then(async () => {
      const session = sessions.fromPartition(SESSION_PARTITION, { cache: false });
      await lockSession(session, app.isPackaged);
      serveApp(session, Assets.load(layout.renderer, layout.assetTable));
      Menu.setApplicationMenu(buildMenu(layout.version));
      listenToWindow(host);
      if (opening !== null) await openFromOutside(opening);
      window = await openWindow(layout.preload, session);
      const stopPushing = pushToWindow(host, window.webContents);
      window.once('closed', () => {
        stopPushing();
        window = null;
      });
    })
    .catch((error: unknown) => fatal(host, error));
  process.on('uncaughtException', (error) => void fatal(host, error));
  process.on('unhandledRejection', (error) => void fatal(host, error));
}

/** Quitting waits until the case is one clean file. */
function closeCleanly(host: Host): void {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}

/** A mistake of the program: the case is closed cleanly, the person is told, and nothing runs on half broken. */
async function fatal(host: Host, error: unknown): Promise<void> {
  log('main.fatal', { error: error instanceof Error ? error.stack || error.message : String(error) });
  const { message, advice } = toWireError(error);
  await host.close();
  dialog.showErrorBox(
    'Throughline has to stop',
    `${message}\n\nYour case was closed safely. What to do: ${advice}.`,
  );
  app.exit(1);
}
