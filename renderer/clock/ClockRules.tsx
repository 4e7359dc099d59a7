import { Button } from '@blueprintjs/core';
import { UndoIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { ClockRule } from '../../shared/ipc/contract.ts';
import { asClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { Problem } from '../components/PanelState.tsx';
import { sourceLabel } from '../components/sources.ts';
import { instant } from '../format/instant.ts';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { skewText } from './skew.ts';

/** Every correction that was ever made, those that hold first; each can be taken back, none disappears. */
export function ClockRules() {
  const client = useClient();
  const revision = useApp((state) => state.revision);
  const answer = useLatest(`clock ${revision}`, () => client.call('clock.list', {}));
  if (answer.error !== null) return <Problem error={answer.error} />;
  const rules = answer.data?.rules ?? [];
  if (rules.length === 0) return null;
  const held = rules.filter(({ undone }) => undone === null);
  return (
    <section className="clock-rules" aria-label={S.clock.held} data-testid="clock-rules">
      <h3>{S.clock.held}</h3>
      <ul>
        {[...held, ...rules.filter(({ undone }) => undone !== null)].map((rule) => (
          <Rule key={rule.id} rule={rule} />
        ))}
      </ul>
    </section>
  );
}

function scopeOf({ path, source }: ClockRule): string {
  if (path !== null && source !== null) return S.clock.inFile(sourceLabel(source), visibleText(path));
  if (path !== null) return visibleText(path);
  return source === null ? S.clock.everything : sourceLabel(source);
}

function Rule({ rule }: { readonly rule: ClockRule }) {
  const client = useClient();
  const dispatch = useDispatch();
  const zone = useZone();
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const [busy, setBusy] = useState(false);
  const scope = scopeOf(rule);
  const what = [
    rule.zone === null ? null : S.clock.zoneIs(rule.zone),
    rule.skewMicros === null ? null : S.clock.skewIs(skewText(rule.skewMicros)),
  ].filter((part) => part !== null);

  async function undo(): Promise<void> {
    setBusy(true);
    try {
      await client.call('clock.undo', { id: rule.id });
    } catch (thrown) {
      const { message, advice } = asClientError(thrown);
      dispatch({ type: 'notice', intent: 'problem', message, advice });
    }
    setBusy(false);
  }

  return (
    <li className={rule.undone === null ? '' : 'clock-undone'} data-testid="clock-rule">
      <span className="clock-rule-what">
        <strong>
          <bdi>{scope}</bdi>
        </strong>{' '}
        <span className="tabular">{what.join(', ')}</span>
        {rule.reason !== '' && (
          <>
            {' – '}
            <bdi>{visibleText(rule.reason)}</bdi>
          </>
        )}
      </span>
      <span className="quiet tabular">
        {S.clock.made(visibleText(rule.madeBy), `${instant(rule.made, zone).slice(0, 19)} ${zone}`)}
      </span>
      {rule.undone === null ? (
        <Button
          size="small"
          variant="minimal"
          icon={<UndoIcon />}
          text={S.clock.undo}
          aria-label={S.clock.undoOf(scope)}
          title={readOnly ? S.clock.readOnly : S.clock.undoOf(scope)}
          disabled={busy || readOnly}
          data-testid="clock-undo"
          onClick={() => void undo()}
        />
      ) : (
        <span className="quiet">{S.clock.undone}</span>
      )}
    </li>
  );
}
