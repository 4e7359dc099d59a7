import type { CaseInfo } from '../../shared/ipc/contract.ts';
import { bytes, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { usePanels } from './panels.tsx';

export function StatusBar({ info }: { readonly info: CaseInfo }) {
  const zone = useZone();
  const host = useApp((state) => state.host);
  const panels = usePanels();
  return (
    <footer className="status-bar">
      <button type="button" onClick={() => panels.show('ledger')} data-testid="status-ledger">
        {info.files.length === 0 ? S.status.noFiles : info.closed ? S.ledger.closed : S.ledger.open}
      </button>
      <span>{counted(info.files.length, S.file)}</span>
      {info.undated > 0 && <span>{S.status.undated(counted(info.undated, S.event))}</span>}
      <span>{bytes(info.size)}</span>
      <span className="spacer" />
      <button type="button" onClick={() => panels.reset()} data-testid="reset-panels">
        {S.status.reset}
      </button>
      <span title={S.zone.title}>{zone}</span>
      <span>
        {host === null ? '' : S.status.host[host.host]} {info.versions.throughline}
      </span>
    </footer>
  );
}
