import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import { asClientError, type ClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { LogText } from '../components/LogText.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { instant } from '../format/instant.ts';
import { useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { I } from './strings.ts';

/** What the analyst joined and parted, newest first; each can be taken back and stays on record. */
export function Decided() {
  const client = useClient();
  const zone = useZone();
  const revision = useApp((state) => state.revision);
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const [failed, setFailed] = useState<ClientError | null>(null);
  const answer = useLatest(String(revision), () => client.call('decision.list', {}));
  const decided = (answer.data?.decisions ?? [])
    .flatMap(({ data, ...rest }) =>
      data.kind === 'join' || data.kind === 'split' ? [{ data, ...rest }] : [],
    )
    .reverse();

  async function takeBack(id: number): Promise<void> {
    try {
      await client.call('decision.undo', { id });
      setFailed(null);
    } catch (thrown) {
      setFailed(asClientError(thrown));
    }
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="panel-scroll" tabIndex={0} aria-label={I.decided}>
      {(answer.error ?? failed) !== null && <Problem error={(answer.error ?? failed)!} />}
      {answer.data === null && answer.loading && <Skeleton />}
      {answer.data !== null && decided.length === 0 && (
        <Empty title={I.decidedEmpty} advice={I.decidedAdvice} />
      )}
      <ul className="pairs">
        {decided.map(({ id, data, reason, made, madeBy, undone }) => (
          <li key={id} data-testid="decided">
            <div className="pair-names mono">
              <span className="pair-member">
                <LogText text={`${data.a.kind}:${data.a.value}`} />
              </span>
              <span className="pair-member">
                <LogText text={`${data.b.kind}:${data.b.value}`} />
              </span>
            </div>
            <div className="pair-acts">
              <span>{data.kind === 'join' ? I.joined : I.parted}</span>
              {undone === null ? (
                <Button
                  size="small"
                  text={I.takeBack}
                  disabled={readOnly}
                  onClick={() => void takeBack(id)}
                />
              ) : (
                <span className="quiet">{I.takenBack}</span>
              )}
            </div>
            <p className="quiet pair-why">
              <LogText text={`${I.by(madeBy, instant(made, zone))}${reason === '' ? '' : `: ${reason}`}`} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
