import { Button, Dialog, DialogBody, DialogFooter, InputGroup } from '@blueprintjs/core';
import { ArrowUpIcon, DatabaseIcon, DocumentIcon, FolderCloseIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { FileEntry } from '../../shared/ipc/contract.ts';
import { asClientError, type ClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { Problem, Skeleton } from '../components/PanelState.tsx';
import { bytes } from '../format/number.ts';
import type { Pick } from '../state/commands.ts';
import { S } from '../strings.ts';

interface Props {
  readonly what: Pick;
  onClose(): void;
  onPicked(tokens: readonly string[]): void;
}

const ICONS = { folder: FolderCloseIcon, case: DatabaseIcon, file: DocumentIcon } as const;
const CASE_SUFFIX = '.tline';

/** The browser host's picker: folders of this machine as the loopback server lists them. */
export function FileBrowser({ what, onClose, onPicked }: Props) {
  const client = useClient();
  const [folder, setFolder] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState('');
  const [failed, setFailed] = useState<ClientError | null>(null);
  const list = useLatest(`list ${folder}`, () => client.call('host.list', { folder }));
  const many = what === 'import-files';

  function enter(token: string): void {
    setFolder(token);
    setChosen(new Set());
  }

  function choose(entry: FileEntry): void {
    if (what === 'new-case') {
      setName(entry.name);
      return;
    }
    const next = new Set(many ? chosen : []);
    if (next.has(entry.token)) next.delete(entry.token);
    else next.add(entry.token);
    setChosen(next);
  }

  async function finish(): Promise<void> {
    if (what !== 'new-case') {
      onPicked(what === 'import-folder' && list.data !== null ? [list.data.folder] : [...chosen]);
      return;
    }
    if (list.data === null) return;
    const file = name.endsWith(CASE_SUFFIX) ? name : name + CASE_SUFFIX;
    try {
      onPicked([(await client.call('host.newFile', { folder: list.data.folder, name: file })).token]);
    } catch (thrown) {
      setFailed(asClientError(thrown));
    }
  }

  const wanted = (entry: FileEntry) => {
    if (entry.kind === 'folder') return true;
    if (what === 'import-folder') return false;
    return what === 'import-files' ? entry.kind === 'file' : entry.kind === 'case';
  };
  const entries = (list.data?.entries ?? []).filter(wanted);
  const ready =
    what === 'new-case'
      ? name.trim() !== ''
      : what === 'import-folder'
        ? list.data !== null
        : chosen.size > 0;
  const problem = failed ?? list.error;

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={S.browser.title[what]}
      className="file-browser"
      transitionDuration={0}
    >
      <DialogBody>
        <div className="file-browser-path">
          <Button
            size="small"
            icon={<ArrowUpIcon />}
            aria-label={S.browser.up}
            title={S.browser.up}
            disabled={list.data?.parent == null}
            onClick={() => list.data?.parent != null && enter(list.data.parent)}
          />
          <span className="mono">{visibleText(list.data?.path ?? '')}</span>
        </div>
        {problem !== null && <Problem error={problem} />}
        {list.data === null && list.loading && <Skeleton />}
        <ul className="file-browser-list" data-testid="file-browser">
          {list.data !== null && entries.length === 0 && <li className="quiet">{S.browser.empty[what]}</li>}
          {entries.map((entry) => {
            const Icon = ICONS[entry.kind];
            return (
              <li key={entry.token}>
                <button
                  type="button"
                  aria-pressed={chosen.has(entry.token)}
                  data-testid="file-entry"
                  onClick={() => (entry.kind === 'folder' ? enter(entry.token) : choose(entry))}
                  onDoubleClick={() =>
                    entry.kind === 'case' && what === 'open-case' && onPicked([entry.token])
                  }
                >
                  <Icon />
                  <span>{visibleText(entry.name)}</span>
                  <span className="quiet">{entry.bytes === null ? '' : bytes(entry.bytes)}</span>
                </button>
              </li>
            );
          })}
        </ul>
        {what === 'new-case' && (
          <InputGroup
            autoFocus
            value={name}
            placeholder={S.browser.name}
            aria-label={S.browser.name}
            data-testid="file-name"
            onValueChange={setName}
            onKeyDown={(event) => event.key === 'Enter' && ready && void finish()}
          />
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={S.cancel} onClick={onClose} />
            <Button
              intent="primary"
              text={S.browser.finish[what]}
              disabled={!ready}
              data-testid="file-finish"
              onClick={() => void finish()}
            />
          </>
        }
      />
    </Dialog>
  );
}
