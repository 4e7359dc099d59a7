import { Button, Menu, MenuItem, PopoverNext } from '@blueprintjs/core';
import { DocumentIcon, FolderCloseIcon, ImportIcon } from '@blueprintjs/icons';
import { usePicker } from '../start/picker.tsx';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';

export function ImportControl() {
  const picker = usePicker();
  const blocked = useApp((state) => state.importing.kind === 'running' || state.case?.readOnly === true);
  const menu = (
    <Menu size="small">
      <MenuItem
        icon={<DocumentIcon />}
        text={S.importing.files}
        data-testid="import-files"
        onClick={() => void picker.pick('import-files')}
      />
      <MenuItem
        icon={<FolderCloseIcon />}
        text={S.importing.folder}
        data-testid="import-folder"
        onClick={() => void picker.pick('import-folder')}
      />
    </Menu>
  );
  return (
    <PopoverNext arrow={false} animation="minimal" placement="bottom-end" content={menu} disabled={blocked}>
      <Button
        size="small"
        icon={<ImportIcon />}
        text={S.importing.button}
        title={S.importing.hint}
        disabled={blocked}
        data-testid="import-button"
      />
    </PopoverNext>
  );
}

/** The same two ways in, side by side, where a case holds nothing yet. */
export function ImportButtons() {
  const picker = usePicker();
  const blocked = useApp((state) => state.importing.kind === 'running' || state.case?.readOnly === true);
  return (
    <div className="import-buttons">
      <Button
        intent="primary"
        icon={<DocumentIcon />}
        text={S.importing.files}
        disabled={blocked}
        data-testid="first-import-files"
        onClick={() => void picker.pick('import-files')}
      />
      <Button
        icon={<FolderCloseIcon />}
        text={S.importing.folder}
        disabled={blocked}
        data-testid="first-import-folder"
        onClick={() => void picker.pick('import-folder')}
      />
    </div>
  );
}
