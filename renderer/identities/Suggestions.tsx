import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { IdentityPairs, SuggestedPair } from '../../shared/ipc/identity-methods.ts';
import { asClientError, type ClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import type { Answer } from '../api/use-latest.ts';
import { LogText } from '../components/LogText.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { useApp } from '../state/store-context.tsx';
import { PairMemberName } from './PairMemberName.tsx';
import { I } from './strings.ts';

/** What the contract takes. */
const MOST_REASON = 4096;

/** Pairs that may be one identity, with everything that speaks for and against it; the analyst says which are. */
export function Suggestions({ answer }: { readonly answer: Answer<IdentityPairs> }) {
  const client = useClient();
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ClientError | null>(null);
  const suggestions = answer.data?.suggestions ?? [];

  async function decide(method: 'identity.link' | 'identity.unlink', pair: SuggestedPair): Promise<void> {
    if (pair.a.handle === null || pair.b.handle === null) return;
    setBusy(true);
    setFailed(null);
    try {
      const reason = method === 'identity.link' ? I.acceptReason(pair.reason) : I.dismissReason(pair.reason);
      await client.call(method, { a: pair.a.handle, b: pair.b.handle, reason: reason.slice(0, MOST_REASON) });
    } catch (thrown) {
      setFailed(asClientError(thrown));
    }
    setBusy(false);
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="panel-scroll" tabIndex={0} aria-label={I.pairs}>
      {(answer.error ?? failed) !== null && <Problem error={(answer.error ?? failed)!} />}
      {answer.data === null && answer.loading && <Skeleton />}
      {answer.data !== null && suggestions.length === 0 && (
        <Empty title={I.pairsEmpty} advice={I.pairsAdvice} />
      )}
      {answer.data !== null && suggestions.length < answer.data.totals.suggestions && (
        <p className="quiet pair-note">{I.of(suggestions.length, answer.data.totals.suggestions)}</p>
      )}
      <ul className="pairs">
        {suggestions.map((pair) => (
          <li key={`${pair.a.id} ${pair.b.id}`} data-testid="suggestion">
            <div className="pair-names">
              <PairMemberName member={pair.a} />
              <PairMemberName member={pair.b} />
            </div>
            <div className="pair-acts">
              <span className="tabular pair-confidence">{I.confidence(pair.confidence)}</span>
              <Button
                size="small"
                text={I.accept}
                title={I.acceptHint}
                disabled={readOnly || busy || pair.a.handle === null || pair.b.handle === null}
                onClick={() => void decide('identity.link', pair)}
              />
              <Button
                size="small"
                variant="minimal"
                text={I.dismiss}
                title={I.dismissHint}
                disabled={readOnly || busy || pair.a.handle === null || pair.b.handle === null}
                onClick={() => void decide('identity.unlink', pair)}
              />
            </div>
            <p className="quiet pair-why">
              <LogText text={pair.reason} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
