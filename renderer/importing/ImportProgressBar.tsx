import { Button, ProgressBar } from '@blueprintjs/core';
import { visibleText } from '../../shared/base/text.ts';
import { bytes, counted } from '../format/number.ts';
import { useCommands } from '../state/commands-context.tsx';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';

/** What the import does now: file, bytes, records, and the way to stop it. */
export function ImportProgressBar() {
  const importing = useApp((state) => state.importing);
  const commands = useCommands();
  if (importing.kind === 'idle') return null;
  const { progress, cancelling } = importing;
  const share =
    progress === null || progress.bytesTotal === 0 ? null : progress.bytesDone / progress.bytesTotal;
  return (
    <div className="import-progress" data-testid="import-progress" role="status">
      <div className="import-progress-line">
        <span className="import-progress-file">
          {progress === null
            ? S.importing.starting
            : S.importing.file(progress.fileIndex + 1, progress.files, visibleText(progress.file))}
        </span>
        {progress !== null && (
          <span className="quiet tabular">
            {bytes(progress.bytesDone)} {S.importing.of} {bytes(progress.bytesTotal)} ·{' '}
            {counted(progress.records, S.record)}
          </span>
        )}
        <Button
          size="small"
          text={cancelling ? S.importing.cancelling : S.cancel}
          disabled={cancelling}
          data-testid="import-cancel"
          onClick={() => void commands.cancelImport()}
        />
      </div>
      <ProgressBar intent="primary" stripes={share === null} {...(share === null ? {} : { value: share })} />
    </div>
  );
}
