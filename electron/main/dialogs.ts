/** The system's own file dialogs: the window gets tokens for what the user chose, never paths. */
import { type BrowserWindow, dialog, type FileFilter } from 'electron';
import { assertNever } from '../../shared/base/assert.ts';
import type { Picked, PickWhat } from '../host/host.ts';

const CASES: FileFilter[] = [{ name: 'Throughline case', extensions: ['tline'] }];

export async function pick(window: BrowserWindow, what: PickWhat): Promise<Picked> {
  switch (what) {
    case 'open-case':
      return opened(
        await dialog.showOpenDialog(window, { title: 'Open case', filters: CASES, properties: ['openFile'] }),
      );
    case 'import-files':
      return opened(
        await dialog.showOpenDialog(window, {
          title: 'Import logs',
          properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
        }),
      );
    case 'import-folder':
      return opened(
        await dialog.showOpenDialog(window, {
          title: 'Import a folder of logs',
          properties: ['openDirectory', 'dontAddToRecent'],
        }),
      );
    case 'new-case': {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: 'New case',
        defaultPath: 'case.tline',
        filters: CASES,
        properties: ['createDirectory'],
      });
      return canceled || filePath === ''
        ? { kind: 'cancelled' }
        : { kind: 'paths', paths: [withSuffix(filePath)] };
    }
    default:
      return assertNever(what);
  }
}

function opened(answer: { readonly canceled: boolean; readonly filePaths: readonly string[] }): Picked {
  if (answer.canceled || answer.filePaths.length === 0) return { kind: 'cancelled' };
  return { kind: 'paths', paths: answer.filePaths };
}

/** Linux dialogs do not add the ending. */
function withSuffix(path: string): string {
  return path.toLowerCase().endsWith('.tline') ? path : `${path}.tline`;
}
