import { ImportIcon } from '@blueprintjs/icons';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { asClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { useCommands } from '../state/commands-context.tsx';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { droppedFiles } from './dropped-files.ts';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

/** Takes files anywhere in the window. Without an open case it says what is missing instead of losing the drop. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const commands = useCommands();
  const dispatch = useDispatch();
  const open = useApp((state) => state.case !== null);
  const [over, setOver] = useState(false);
  // Every child under the pointer enters and leaves too: only the balance tells.
  const depth = useRef(0);

  async function take(event: DragEvent): Promise<void> {
    const files = droppedFiles(event.dataTransfer, client.walksFolders);
    if (!open) {
      dispatch({ type: 'notice', intent: 'note', message: S.start.dropFirst, advice: S.start.dropAdvice });
      return;
    }
    try {
      await commands.importDropped(await files);
    } catch (thrown) {
      const { message, advice } = asClientError(thrown);
      dispatch({ type: 'notice', intent: 'problem', message, advice });
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the whole window is the drop target; the button beside it does the same by keyboard
    <div
      className="drop-zone"
      onDragEnter={(event) => {
        if (!carriesFiles(event)) return;
        depth.current += 1;
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!carriesFiles(event)) return;
        depth.current -= 1;
        if (depth.current === 0) setOver(false);
      }}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        void take(event);
      }}
    >
      {children}
      {over && (
        <div className="drop-veil">
          <ImportIcon size={20} />
          <p>{S.importing.dropHere}</p>
        </div>
      )}
    </div>
  );
}
