/** The one window. */
import { app, BrowserWindow, dialog, type Session } from 'electron';
import { log } from '../host/log.ts';
import { APP_URL } from './app-url.ts';
import { webPreferences } from './security.ts';

export async function openWindow(preload: string, session: Session): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    // Shown when there is something to see; its ground is the dark theme's, so that nothing flashes white.
    show: false,
    backgroundColor: '#1c2127',
    title: 'Throughline',
    webPreferences: webPreferences(preload, session, app.isPackaged),
  });
  window.once('ready-to-show', () => window.show());
  watchForTrouble(window);
  await window.loadURL(APP_URL);
  return window;
}

/** A page that died is loaded anew, once per minute at most; the case lives in another process and is not touched. */
function watchForTrouble(window: BrowserWindow): void {
  let lastReload = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, details) => {
    log('window.gone', { reason: details.reason, exitCode: details.exitCode });
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    const now = performance.now();
    if (now - lastReload < 60_000) {
      dialog.showErrorBox(
        'The window stopped again',
        'Your case is safe. Throughline will close; start it again.',
      );
      app.quit();
      return;
    }
    lastReload = now;
    window.webContents.reload();
  });
  window.on('unresponsive', () => log('window.unresponsive'));
  window.on('responsive', () => log('window.responsive'));
}
