import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  FormGroup,
  HTMLSelect,
  InputGroup,
} from '@blueprintjs/core';
import { useState } from 'react';
import type { IdentityAlias } from '../../shared/analysis/case-view.ts';
import { visibleText } from '../../shared/base/text.ts';
import { asClientError, type ClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { Problem } from '../components/PanelState.tsx';
import { I } from './strings.ts';

interface Props {
  /** Names that can be parted: none of them a display name, at least two. */
  readonly names: readonly IdentityAlias[];
  onClose(): void;
}

/** Two names of one identity that are two. */
export function SplitDialog({ names, onClose }: Props) {
  const client = useClient();
  const [one, setOne] = useState(names[0]!);
  const [other, setOther] = useState(names[1]!);
  const [reason, setReason] = useState('');
  const [failed, setFailed] = useState<ClientError | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = one !== other && reason.trim() !== '';

  async function apply(): Promise<void> {
    setBusy(true);
    try {
      const [a, b] = [handle(one), handle(other)];
      await client.call('identity.unlink', { a, b, reason: reason.trim() });
      onClose();
    } catch (thrown) {
      setFailed(asClientError(thrown));
      setBusy(false);
    }
  }

  return (
    <Dialog isOpen title={I.splitTitle} onClose={onClose} className="split-dialog">
      <DialogBody>
        <p>{I.splitLead}</p>
        <NameChoice id="split-one" label={I.splitOne} names={names} value={one} onChange={setOne} />
        <NameChoice id="split-other" label={I.splitOther} names={names} value={other} onChange={setOther} />
        <FormGroup label={I.reason} labelFor="split-reason" helperText={I.reasonHint}>
          <InputGroup id="split-reason" value={reason} onValueChange={setReason} />
        </FormGroup>
        {failed !== null && <Problem error={failed} />}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={I.cancel} onClick={onClose} />
            <Button
              intent="primary"
              text={I.apply}
              disabled={!ready}
              loading={busy}
              onClick={() => void apply()}
            />
          </>
        }
      />
    </Dialog>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly names: readonly IdentityAlias[];
  readonly value: IdentityAlias;
  onChange(name: IdentityAlias): void;
}

function NameChoice({ id, label, names, value, onChange }: ChoiceProps) {
  return (
    <FormGroup label={label} labelFor={id}>
      <HTMLSelect
        id={id}
        fill
        value={names.indexOf(value)}
        onChange={(event) => onChange(names[Number(event.currentTarget.value)]!)}
        options={names.map((name, i) => ({ value: i, label: visibleText(`${name.kind} ${name.value}`) }))}
      />
    </FormGroup>
  );
}

function handle({ kind, value }: IdentityAlias): string {
  return `${kind}:${value}`;
}
