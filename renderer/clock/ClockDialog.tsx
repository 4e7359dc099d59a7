import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  FormGroup,
  HTMLSelect,
  InputGroup,
} from '@blueprintjs/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { ClockPreview } from '../../shared/ipc/contract.ts';
import { asClientError, type ClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { LogText } from '../components/LogText.tsx';
import { Problem } from '../components/PanelState.tsx';
import { instant } from '../format/instant.ts';
import { count, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { ClockRules } from './ClockRules.tsx';
import { ClockProvider, type ClockScope } from './clock-context.tsx';
import { parseSkew, skewText } from './skew.ts';

/** One dialog for the whole window. */
export function ClockHost({ children }: { readonly children: ReactNode }) {
  const [scope, setScope] = useState<ClockScope | null>(null);
  const clock = useMemo(() => ({ correct: setScope }), []);
  return (
    <ClockProvider value={clock}>
      {children}
      {scope !== null && <ClockDialog scope={scope} onClose={() => setScope(null)} />}
    </ClockProvider>
  );
}

interface Props {
  readonly scope: ClockScope;
  onClose(): void;
}

/** A zone for times that state none, a skew for a clock that was wrong; what it does is seen before it is done. */
function ClockDialog({ scope, onClose }: Props) {
  const client = useClient();
  const revision = useApp((state) => state.revision);
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const [zone, setZone] = useState('');
  const [skew, setSkew] = useState('');
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<ClientError | null>(null);
  const [busy, setBusy] = useState(false);
  const zones = useMemo(
    () => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((one) => one !== 'UTC')],
    [],
  );

  const skewMicros = skew.trim() === '' ? null : parseSkew(skew);
  const skewWrong = skew.trim() !== '' && skewMicros === null;
  const rule = {
    file: scope.file,
    source: scope.source,
    zone: zone === '' ? null : zone,
    skewMicros: skewMicros === 0 ? null : skewMicros,
  };
  const question = JSON.stringify([rule, revision]);
  const preview = useLatest(skewWrong ? null : question, () => client.call('clock.preview', rule));
  const asked = rule.zone !== null || rule.skewMicros !== null;
  // What is done must have been seen: the preview of an earlier rule stays in sight until the next is there.
  const previewed = preview.dataKey === question && (preview.data?.moved ?? 0) > 0;
  const ready = asked && !skewWrong && reason.trim() !== '' && previewed;

  async function apply(): Promise<void> {
    setBusy(true);
    try {
      await client.call('clock.add', { ...rule, reason: reason.trim() });
      onClose();
    } catch (thrown) {
      setFailed(asClientError(thrown));
      setBusy(false);
    }
  }

  const problem = failed ?? preview.error;
  return (
    <Dialog isOpen onClose={onClose} title={S.clock.title} className="clock-dialog" transitionDuration={0}>
      <DialogBody>
        <p className="clock-scope">
          {S.clock.scope}{' '}
          <strong>
            <LogText text={scope.name} />
          </strong>
        </p>
        <p className="quiet clock-layer">{S.clock.layer}</p>
        <ZoneField zone={zone} zones={zones} preview={preview.data} onZone={setZone} />
        <FormGroup
          label={S.clock.skew}
          labelFor="clock-skew"
          helperText={skewWrong ? S.clock.skewWrong : S.clock.skewHint}
          intent={skewWrong ? 'danger' : 'none'}
        >
          <InputGroup
            id="clock-skew"
            value={skew}
            placeholder="±00:00:00"
            aria-invalid={skewWrong}
            spellCheck={false}
            data-testid="clock-skew"
            onValueChange={setSkew}
          />
        </FormGroup>
        <FormGroup label={S.clock.reason} labelFor="clock-reason" helperText={S.clock.reasonHint}>
          <InputGroup
            id="clock-reason"
            value={reason}
            maxLength={1000}
            data-testid="clock-reason"
            onValueChange={setReason}
            onKeyDown={(event) => event.key === 'Enter' && ready && !busy && void apply()}
          />
        </FormGroup>
        {problem !== null && <Problem error={problem} />}
        {preview.data !== null && <Preview preview={preview.data} asked={asked && !skewWrong} />}
        <ClockRules />
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={S.cancel} onClick={onClose} />
            <Button
              intent="primary"
              text={S.clock.apply}
              disabled={!ready || busy || readOnly}
              title={
                readOnly
                  ? S.clock.readOnly
                  : asked && reason.trim() === ''
                    ? S.clock.reasonMissing
                    : undefined
              }
              data-testid="clock-apply"
              onClick={() => void apply()}
            />
          </>
        }
      />
    </Dialog>
  );
}

interface ZoneProps {
  readonly zone: string;
  readonly zones: readonly string[];
  readonly preview: ClockPreview | null;
  onZone(zone: string): void;
}

function ZoneField({ zone, zones, preview, onZone }: ZoneProps) {
  const never = preview !== null && preview.zoneless === 0;
  const note =
    preview === null
      ? ''
      : never
        ? S.clock.zoneNever
        : S.clock.zoneNote(count(preview.zoneless), counted(preview.events, S.event));
  return (
    <FormGroup label={S.clock.zone} labelFor="clock-zone" helperText={note}>
      <HTMLSelect
        id="clock-zone"
        fill
        value={zone}
        disabled={never}
        data-testid="clock-zone"
        onChange={(event) => onZone(event.currentTarget.value)}
      >
        <option value="">{S.clock.zoneAsRead}</option>
        {zones.map((one) => (
          <option key={one} value={one}>
            {one.replaceAll('_', ' ')}
          </option>
        ))}
      </HTMLSelect>
    </FormGroup>
  );
}

/** The first event that moves, before and after, and how many move. */
function Preview({ preview, asked }: { readonly preview: ClockPreview; readonly asked: boolean }) {
  const shown = useZone();
  const { first, moved, events } = preview;
  if (first === null) return <p className="quiet">{S.clock.noEvents}</p>;
  return (
    <section className="clock-preview" aria-live="polite" data-testid="clock-preview">
      <h4>{S.clock.preview}</h4>
      <dl>
        <dt>{S.clock.asWritten}</dt>
        <dd className="mono">
          <LogText text={first.text} />
        </dd>
        <dt>{S.clock.now}</dt>
        <dd className="tabular">
          {instant(first.before, shown)} {shown}
        </dd>
        {moved > 0 && (
          <>
            <dt>{S.clock.afterwards}</dt>
            <dd className="tabular" data-testid="clock-then">
              <strong>
                {instant(first.after, shown)} {shown}
              </strong>
              <span className="quiet"> {skewText(first.after - first.before)}</span>
            </dd>
          </>
        )}
      </dl>
      <p>
        {moved > 0
          ? S.clock.moves(count(moved), counted(events, S.event))
          : asked
            ? S.clock.outranked
            : S.clock.movesNone}
      </p>
    </section>
  );
}
