/** "Why is this here?": every way to a step with its reason, how sure it is, and the way back to the seed, hop by hop. */
import { useMemo } from 'react';
import type { Chain, ChainStep, Via } from '../../shared/analysis/chain-types.ts';
import { confidenceWords, stepsByRow, wayBack } from '../../shared/analysis/correlate/path.ts';
import type { EventRow } from '../../shared/ipc/contract.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { LogText } from '../components/LogText.tsx';
import { instant } from '../format/instant.ts';
import { useZone } from '../state/selectors.ts';
import { useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { entityOfRef } from './refs.ts';
import { C } from './strings.ts';
import { useEventRows } from './use-event-rows.ts';
import { VerdictButtons } from './VerdictButtons.tsx';

export function Why({ chain, step }: { readonly chain: Chain; readonly step: ChainStep }) {
  const steps = useMemo(() => stepsByRow(chain), [chain]);
  const hops = useMemo(() => wayBack(steps, step), [steps, step]);
  const opened = step.via.flatMap((via) => (via.opened === null ? [] : [via.opened]));
  const rows = useEventRows([...new Set([step.row, ...hops.map((hop) => hop.step.row), ...opened])]);
  const label = rows.get(step.row)?.message ?? step.event;
  return (
    <div className="why" data-testid="why">
      <div className="why-head">
        <span title={C.confidence.title}>
          {C.confidence.of(confidenceWords(step), `${Math.round(step.confidence * 100)} %`)}
        </span>
        {/* A seed was asked for: it leaves with its seed, not by a verdict. */}
        {step.role === 'attacker' && step.via.length > 0 && (
          <VerdictButtons chain={chain} to={step.event} label={label} />
        )}
      </div>
      {step.via.length === 0 && <p className="why-seed">{C.isSeed}</p>}
      <ul className="why-ways">
        {step.via.map((via) => (
          <li key={`${via.from} ${via.link} ${via.why}`} data-testid="why-way">
            <div className="why-way-head">
              <span className="quiet">{S.chain.link[via.link]}</span>
              <Origin chain={chain} steps={steps} via={via} rows={rows} />
              {step.role === 'attacker' && (
                <VerdictButtons
                  chain={chain}
                  to={step.event}
                  from={via.from}
                  link={via.link}
                  label={via.why}
                />
              )}
            </div>
            <p>
              <LogText text={via.why} />
            </p>
          </li>
        ))}
      </ul>
      {hops.length > 1 && (
        <>
          <h5>{C.wayBack}</h5>
          <ol className="why-path" data-testid="why-path">
            {hops.slice(1).map(({ step: hop, via }, index) => (
              <li key={hop.row}>
                <span className="quiet">{S.chain.link[hops[index]!.via!.link]}</span>
                <Record step={hop} row={rows.get(hop.row)} />
                {via === null && <span className="why-end">{S.chain.link.seed}</span>}
                {index === hops.length - 2 && via !== null && <span className="why-end">{C.isNamed}</span>}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

interface OriginProps {
  readonly chain: Chain;
  readonly steps: ReadonlyMap<number, ChainStep>;
  readonly via: Via;
  readonly rows: ReadonlyMap<number, EventRow>;
}

/** What a way comes from: an entity with its menu, or the record that made it. */
function Origin({ chain, steps, via, rows }: OriginProps) {
  const entity = entityOfRef(chain, via.from);
  if (entity !== null) return <EntityLink entity={entity} />;
  const step = via.opened === null ? undefined : steps.get(via.opened);
  if (step === undefined) return <bdi className="quiet">{via.from}</bdi>;
  return <Record step={step} row={rows.get(step.row)} />;
}

/** A record as a button that selects it everywhere. */
function Record({ step, row }: { readonly step: ChainStep; readonly row: EventRow | undefined }) {
  const zone = useZone();
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="why-record"
      onClick={() => dispatch({ type: 'reveal', row: step.row, time: step.time })}
    >
      <span className="tabular quiet">{step.time === null ? C.undated : instant(step.time, zone)}</span>{' '}
      <LogText text={row?.message ?? ''} />
    </button>
  );
}
