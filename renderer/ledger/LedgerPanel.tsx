import { Button } from '@blueprintjs/core';
import { TimeIcon } from '@blueprintjs/icons';
import { visibleText } from '../../shared/base/text.ts';
import type { CaseFile, CaseInfo } from '../../shared/ipc/contract.ts';
import { ClockRules } from '../clock/ClockRules.tsx';
import { useClock } from '../clock/clock-context.tsx';
import { Empty } from '../components/PanelState.tsx';
import { count, counted } from '../format/number.ts';
import { usePicker } from '../start/picker.tsx';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { LedgerTable } from './LedgerTable.tsx';

/** All evidence of the case and what became of each of its records and bytes. */
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
      <LedgerTable
        files={info.files}
        totals={info.totals}
        closed={info.closed}
        actionsOf={(file) => (file.events > 0 ? <CorrectClock file={file} /> : null)}
      >
        <Facts facts={info.facts} />
        <ClockRules />
      </LedgerTable>
    </section>
  );
}

function CorrectClock({ file }: { readonly file: CaseFile }) {
  const clock = useClock();
  return (
    <Button
      size="small"
      variant="minimal"
      icon={<TimeIcon />}
      text={S.clock.button}
      aria-label={S.clock.buttonOf(visibleText(file.path))}
      data-testid="ledger-clock"
      onClick={() => clock.correct({ file: file.id, source: null, name: file.path })}
    />
  );
}

/** What rosters and rotation lists gave: no events, but not lost either. */
function Facts({ facts: { people, rotations, exposed, exposedNotRotated } }: Pick<CaseInfo, 'facts'>) {
  if (people + rotations === 0) return null;
  return (
    <p className="ledger-facts quiet" data-testid="ledger-facts">
      {S.ledger.facts(
        counted(people, S.ledger.person, S.ledger.people),
        counted(rotations, S.ledger.rotation),
      )}
      {exposed > 0 && ` ${S.ledger.exposed(counted(exposed, S.ledger.credential), count(exposedNotRotated))}`}
    </p>
  );
}
