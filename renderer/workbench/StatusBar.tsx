import type { CaseInfo } from '../../shared/ipc/contract.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { bytes, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { UNDATED } from '../state/terms.ts';
import { S } from '../strings.ts';
import { usePanels } from './panels.tsx';

/** Enough of the head to compare by eye; the whole of it is a click away. */
const HEAD_SHOWN = 8;

export function StatusBar({ info }: { readonly info: CaseInfo }) {
  const zone = useZone();
  const host = useApp((state) => state.host);
  const dispatch = useDispatch();
  const panels = usePanels();
  return (
    <footer className="status-bar">
      <button type="button" onClick={() => panels.show('ledger')} data-testid="status-ledger">
        {info.files.length === 0 ? S.status.noFiles : info.closed ? S.ledger.closed : S.ledger.open}
      </button>
      <span>{counted(info.files.length, S.file)}</span>
      {info.undated > 0 && (
        <button
          type="button"
          title={S.status.undatedHint}
          onClick={() => dispatch({ type: 'term.only', value: { filter: UNDATED, label: S.undated.chip } })}
        >
          {S.status.undated(counted(info.undated, S.event))}
        </button>
      )}
      <span>{bytes(info.size)}</span>
      <span className="status-custody">
        <button
          type="button"
          title={S.status.custodyHint(info.custodyHead)}
          data-testid="status-custody"
          onClick={() => panels.show('custody')}
        >
          {S.status.custody(info.custodyHead.slice(0, HEAD_SHOWN))}
        </button>
        <CopyButton text={info.custodyHead} label={S.status.copyHead} testId="status-copy-head" />
      </span>
      {info.corrections > 0 && (
        <button type="button" data-testid="status-clock" onClick={() => panels.show('ledger')}>
          {counted(info.corrections, S.status.corrections)}
        </button>
      )}
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
