import { ChevronDownIcon, ChevronRightIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { CustodyRow } from '../../shared/ipc/contract.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { LogText } from '../components/LogText.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { count } from '../format/number.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { useShown } from '../workbench/panels.tsx';
import { entryWords } from './entry-words.ts';

const HASH_SHOWN = 16;
const ENTRY_SHOWN_CHARS = 262_144;

/** Who did what with the case, and the head that proves it when it was kept elsewhere. */
export function CustodyPanel() {
  const client = useClient();
  const shown = useShown();
  const revision = useApp((state) => state.revision);
  const head = useApp((state) => state.case?.custodyHead ?? '');
  // Some entries (a case that was opened, an export of the command line) come without other changes: the head tells.
  const answer = useLatest(shown ? `custody ${revision} ${head}` : null, () =>
    client.call('custody.list', {}),
  );
  const [open, setOpen] = useState<number | null>(null);
  if (answer.error !== null) return <Problem error={answer.error} />;
  if (answer.data === null) return <Skeleton />;
  const { entries } = answer.data;
  if (entries.length === 0) return <Empty title={S.custody.emptyTitle} advice={S.custody.emptyAdvice} />;
  return (
    <div className="custody panel-scroll" data-testid="custody">
      <div className="custody-head">
        <span className="quiet">{S.custody.head}</span>
        <span className="mono custody-hash" data-testid="custody-head">
          {answer.data.head}
        </span>
        <CopyButton text={answer.data.head} testId="custody-copy" />
        <p className="quiet">{S.custody.headNote}</p>
      </div>
      <table className="plain-table custody-table">
        <thead>
          <tr>
            <th className="number">{S.custody.number}</th>
            <th>{S.custody.time}</th>
            <th>{S.custody.who}</th>
            <th>{S.custody.action}</th>
            <th>{S.custody.details}</th>
            <th>{S.custody.hash}</th>
          </tr>
        </thead>
        {entries.toReversed().map((entry) => (
          <Entry
            key={entry.seq}
            entry={entry}
            open={open === entry.seq}
            onToggle={() => setOpen(open === entry.seq ? null : entry.seq)}
          />
        ))}
      </table>
    </div>
  );
}

interface EntryProps {
  readonly entry: CustodyRow;
  readonly open: boolean;
  onToggle(): void;
}

function Entry({ entry, open, onToggle }: EntryProps) {
  const { seq, time, user, examiner, action, details, hash } = entry;
  const Chevron = open ? ChevronDownIcon : ChevronRightIcon;
  const whole = open ? JSON.stringify(entry, null, 2) : '';
  return (
    <tbody data-testid="custody-entry">
      <tr>
        <td className="number">{count(seq)}</td>
        <td className="tabular nowrap" title={time}>
          {time.slice(0, 19).replace('T', ' ')} UTC
        </td>
        <td>
          <LogText text={examiner === null ? user : S.custody.as(examiner, user)} />
        </td>
        <td className="nowrap">{S.custody.actions[action] ?? action}</td>
        <td>
          <button
            type="button"
            className="custody-details"
            aria-expanded={open}
            title={S.custody.whole}
            onClick={onToggle}
          >
            <Chevron size={12} />
            <LogText text={entryWords(details) || '–'} />
          </button>
        </td>
        <td className="mono nowrap" title={hash}>
          {hash.slice(0, HASH_SHOWN)}…
        </td>
      </tr>
      {open && (
        <tr>
          <td />
          <td colSpan={5}>
            {whole.length > ENTRY_SHOWN_CHARS && <p className="raw-cut">{S.custody.cut}</p>}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long entry is scrolled by the keyboard */}
            <pre className="raw-text custody-whole" tabIndex={0}>
              {whole.slice(0, ENTRY_SHOWN_CHARS).split('\n').map(visibleText).join('\n')}
            </pre>
          </td>
        </tr>
      )}
    </tbody>
  );
}
