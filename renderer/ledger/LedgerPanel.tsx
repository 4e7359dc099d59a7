import { Empty } from '../components/PanelState.tsx';
import { usePicker } from '../start/picker.tsx';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { LedgerTable } from './LedgerTable.tsx';

/** All evidence of the case and what became of each of its records. */
export function LedgerPanel() {
  const info = useApp((state) => state.case);
  const picker = usePicker();
  if (info === null || info.files.length === 0) {
    const action = { text: S.importing.files, onClick: () => void picker.pick('import-files') };
    return <Empty title={S.ledger.emptyTitle} advice={S.ledger.emptyAdvice} action={action} />;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list without controls is scrolled by the keyboard once it has focus
    <section className="panel-scroll" aria-label={S.panel.ledger} tabIndex={0}>
      <LedgerTable files={info.files} totals={info.totals} closed={info.closed} />
    </section>
  );
}
