/** The application menu: the roles a desktop program is expected to have, and what it is made of. */
import { app, dialog, Menu, type MenuItemConstructorOptions } from 'electron';

export function buildMenu(version: string): Menu {
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged
      ? []
      : [{ type: 'separator' as const }, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
  ];
  return Menu.buildFromTemplate([
    ...mac,
    { label: '&File', submenu: [{ role: process.platform === 'darwin' ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    { label: '&View', submenu: view },
    { role: 'windowMenu' },
    { label: '&Help', submenu: [{ label: 'About Throughline', click: () => void showAbout(version) }] },
  ]);
}

async function showAbout(version: string): Promise<void> {
  const { electron, chrome, node } = process.versions;
  await dialog.showMessageBox({
    type: 'info',
    title: 'About Throughline',
    message: `Throughline ${version}`,
    detail: `Electron ${electron}\nChromium ${chrome}\nNode ${node}\n\nWorks without a network.`,
  });
}
