import { WarningSignIcon } from '@blueprintjs/icons';
import type { IdentityPairs } from '../../shared/ipc/identity-methods.ts';
import type { Answer } from '../api/use-latest.ts';
import { LogText } from '../components/LogText.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { PairMemberName } from './PairMemberName.tsx';
import { I } from './strings.ts';

/** Names that imitate others: warnings, never joins. */
export function LookAlikes({ answer }: { readonly answer: Answer<IdentityPairs> }) {
  const lookAlikes = answer.data?.lookAlikes ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="panel-scroll" tabIndex={0} aria-label={I.lookAlikes}>
      {answer.error !== null && <Problem error={answer.error} />}
      {answer.data === null && answer.loading && <Skeleton />}
      {answer.data !== null && lookAlikes.length === 0 && <Empty title={I.lookEmpty} advice={I.lookAdvice} />}
      {lookAlikes.length > 0 && <p className="quiet pair-note">{I.lookLead}</p>}
      <ul className="pairs">
        {lookAlikes.map(({ identity, of, reason, disguised }) => (
          <li key={`${identity.id} ${of.id}`} data-testid="look-alike">
            <div className="pair-names">
              <PairMemberName member={identity} />
              <PairMemberName member={of} />
            </div>
            <div className="pair-acts">
              {disguised && <WarningSignIcon size={12} />}
              <span>{disguised ? I.disguise : I.slip}</span>
            </div>
            <p className="quiet pair-why">
              <LogText text={reason} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
