import { Button } from '@blueprintjs/core';
import { UndoIcon } from '@blueprintjs/icons';
import type { NamedThing } from '../../shared/analysis/chain-types.ts';
import { holding } from '../../shared/analysis/decisions.ts';
import type { Micros } from '../../shared/base/time.ts';
import type { ComputedChain } from '../../shared/ipc/chain-methods.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { LogText } from '../components/LogText.tsx';
import { Problem } from '../components/PanelState.tsx';
import { instant } from '../format/instant.ts';
import { counted } from '../format/number.ts';
import { useCommands } from '../state/commands-context.tsx';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { C } from './strings.ts';

/** Every decision about the chain and its phases that holds, with who, when, why, and its undo. */
export function ChainDecisions({ chain }: { readonly chain: ComputedChain }) {
  const client = useClient();
  const revision = useApp((state) => state.revision);
  const all = useLatest(String(revision), () => client.call('decision.list', {}));
  const phases = holding(all.data?.decisions ?? [], 'phase');
  return (
    <div className="panel-scroll" data-testid="chain-decisions">
      {all.error !== null && <Problem error={all.error} />}
      {chain.verdicts.length + phases.length === 0 && <p className="chain-sum">{C.noDecisions}</p>}
      <ul className="decisions">
        {chain.verdicts.map(({ id, verdict, to, from, reason, by, made }) => (
          <Entry key={id} id={id} what={C.verdict[verdict]} reason={reason} by={by} made={made}>
            <Thing thing={to} />
            {from !== null && (
              <span className="quiet">
                <LogText text={C.linkFrom(from.label)} />
              </span>
            )}
          </Entry>
        ))}
        {phases.map(({ id, data, reason, madeBy, made }) => (
          <Entry key={id} id={id} what={C.phase} reason={reason} by={madeBy} made={made}>
            <LogText text={C.phaseDecision(data.phase, counted(data.events.length, 'record'))} />
          </Entry>
        ))}
      </ul>
    </div>
  );
}

function Thing({ thing }: { readonly thing: NamedThing }) {
  const dispatch = useDispatch();
  const { row, label } = thing;
  if (row === null) return <LogText text={label} />;
  return (
    <button
      type="button"
      className="why-record"
      onClick={() => dispatch({ type: 'reveal', row, time: null })}
    >
      <LogText text={label} />
    </button>
  );
}

interface EntryProps {
  readonly id: number;
  readonly what: string;
  readonly reason: string;
  readonly by: string;
  readonly made: Micros;
  readonly children: React.ReactNode;
}

function Entry({ id, what, reason, by, made, children }: EntryProps) {
  const zone = useZone();
  const commands = useCommands();
  const readOnly = useApp((state) => state.case?.readOnly === true);
  return (
    <li data-testid="decision">
      <div className="decision-head">
        <strong>{what}</strong>
        {children}
        <Button
          size="small"
          variant="minimal"
          icon={<UndoIcon size={12} />}
          text={C.undo}
          disabled={readOnly}
          data-testid="decision-undo"
          onClick={() => void commands.undoDecisions([id])}
        />
      </div>
      <p className={reason === '' ? 'quiet' : ''}>
        <LogText text={reason === '' ? C.noReason : reason} />
      </p>
      <p className="quiet">
        <LogText text={C.said(by, instant(made, zone))} />
      </p>
    </li>
  );
}
