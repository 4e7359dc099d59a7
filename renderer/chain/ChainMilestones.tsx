import type { Milestone } from '../../shared/analysis/chain-types.ts';
import { lengthWords } from '../../shared/analysis/correlate/print-milestones.ts';
import type { ComputedChain } from '../../shared/ipc/chain-methods.ts';
import { LogText } from '../components/LogText.tsx';
import { instant } from '../format/instant.ts';
import { useZone } from '../state/selectors.ts';
import { useDispatch } from '../state/store-context.tsx';
import { C } from './strings.ts';

/** First and last trace, detection, dwell, containment, every counter-measure: each opens the records that prove it. */
export function ChainMilestones({ chain }: { readonly chain: ComputedChain }) {
  return (
    <ul className="milestones panel-scroll" data-testid="milestones">
      {chain.milestones.map((milestone, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: milestones are never reordered, and two may be alike
        <Entry key={index} milestone={milestone} />
      ))}
    </ul>
  );
}

function Entry({ milestone }: { readonly milestone: Milestone }) {
  const zone = useZone();
  const dispatch = useDispatch();
  const { kind, title, time, text, rows } = milestone;
  const isLength = time === null || kind === 'pause';
  return (
    <li className={`milestone milestone-${kind}`} data-testid="milestone">
      <div className="milestone-head">
        <strong>{title}</strong>
        <span className="tabular">{time === null ? '' : instant(time, zone)}</span>
        <span
          className={isLength ? 'tabular milestone-length' : 'tabular quiet'}
          title={lengthHint(milestone)}
        >
          {lengthWords(milestone)}
        </span>
      </div>
      <p>
        <LogText text={text} />{' '}
        {rows.slice(0, 2).map((row, index) => (
          <button
            key={row}
            type="button"
            className="milestone-proof"
            data-testid="milestone-proof"
            onClick={() => dispatch({ type: 'reveal', row, time: index === 0 ? time : null })}
          >
            {C.proof[rows.length === 1 ? 0 : index + 1]}
          </button>
        ))}
        {rows.length === 0 && <span className="milestone-none">{C.unproved}</span>}
      </p>
    </li>
  );
}

function lengthHint({ time, length, kind }: Milestone): string | undefined {
  if (length === null || time === null || kind === 'pause') return undefined;
  return length < 0 ? C.beforeDetection : C.sinceDetection;
}
