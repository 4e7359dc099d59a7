import { Button, Dialog, DialogBody, DialogFooter, FormGroup, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import { asClientError, type ClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { LogText } from '../components/LogText.tsx';
import { Problem } from '../components/PanelState.tsx';
import { count } from '../format/number.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import type { TotalOf } from './RadiusTables.tsx';
import { systemLabel } from './radius-scene.ts';
import { G } from './strings.ts';
import { parseTotal } from './total.ts';

interface Props {
  readonly of: TotalOf;
  onClose(): void;
}

/** The number of things in a system that no log tells, with its source; or taking it back. */
export function TotalDialog({ of: { system, type }, onClose }: Props) {
  const client = useClient();
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const given = type.totals.find(({ from }) => from === 'analyst') ?? null;
  const seen = type.totals.find(({ from }) => from === 'logs')?.total ?? 0;
  const [number, setNumber] = useState(given === null ? '' : String(given.total));
  const [reason, setReason] = useState(given?.decision?.reason ?? '');
  const [failed, setFailed] = useState<ClientError | null>(null);
  const [busy, setBusy] = useState(false);
  const total = parseTotal(number);
  const low = total !== null && total < type.touched;
  const wrong = number.trim() !== '' && (total === null || low);
  const ready = total !== null && !low && reason.trim() !== '';
  const what = G.thing(type.type, 2);

  async function run(change: () => Promise<unknown>): Promise<void> {
    setBusy(true);
    try {
      await change();
      onClose();
    } catch (thrown) {
      setFailed(asClientError(thrown));
      setBusy(false);
    }
  }

  const apply = () =>
    run(() =>
      client.call('decision.add', {
        decision: { kind: 'total', system, what: type.type, total: total ?? 0 },
        reason: reason.trim(),
      }),
    );
  const decision = given?.decision ?? null;
  const hint = G.total.numberHint(count(seen), count(type.touched));
  return (
    <Dialog isOpen onClose={onClose} title={G.total.title} className="total-dialog" transitionDuration={0}>
      <DialogBody>
        <p>
          <strong>
            <LogText text={G.total.scope(what, systemLabel(system))} />
          </strong>
        </p>
        <p className="quiet">{G.total.note}</p>
        <FormGroup
          label={G.total.number}
          labelFor="total-number"
          helperText={wrong ? (low ? G.total.numberLow : G.total.numberWrong) : hint}
          intent={wrong ? 'danger' : 'none'}
        >
          <InputGroup
            id="total-number"
            value={number}
            inputMode="numeric"
            aria-invalid={wrong}
            autoFocus
            spellCheck={false}
            data-testid="total-number"
            onValueChange={setNumber}
          />
        </FormGroup>
        <FormGroup label={G.total.reason} labelFor="total-reason" helperText={G.total.reasonHint}>
          <InputGroup
            id="total-reason"
            value={reason}
            maxLength={1000}
            data-testid="total-reason"
            onValueChange={setReason}
            onKeyDown={(event) => event.key === 'Enter' && ready && !busy && !readOnly && void apply()}
          />
        </FormGroup>
        {failed !== null && <Problem error={failed} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            {decision !== null && (
              <Button
                text={G.total.undo}
                disabled={busy || readOnly}
                data-testid="total-undo"
                onClick={() => void run(() => client.call('decision.undo', { id: decision.id }))}
              />
            )}
            <Button text={S.cancel} onClick={onClose} />
            <Button
              intent="primary"
              text={G.total.apply}
              disabled={!ready || busy || readOnly}
              title={readOnly ? G.total.readOnly : undefined}
              data-testid="total-apply"
              onClick={() => void apply()}
            />
          </>
        }
      />
    </Dialog>
  );
}
