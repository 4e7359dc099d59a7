/** Accept, reject or add: what it is about, from where, and the analyst's reason, which stands in the case with the name. */
import { Button, Dialog, DialogBody, DialogFooter, FormGroup, HTMLSelect, TextArea } from '@blueprintjs/core';
import { useState } from 'react';
import type { LinkKind } from '../../shared/analysis/chain-types.ts';
import { visibleText } from '../../shared/base/text.ts';
import { LogText } from '../components/LogText.tsx';
import { useCommands } from '../state/commands-context.tsx';
import { shownChain } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import type { ActSubject } from './acts-context.tsx';
import { C } from './strings.ts';

const LINKS: readonly LinkKind[] = [
  'identity',
  'session',
  'source-ip',
  'credential',
  'minted-credential',
  'created-account',
  'network',
];

export function VerdictDialog({ subject, onClose }: { readonly subject: ActSubject; onClose(): void }) {
  const commands = useCommands();
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState(subject.from ?? '');
  const [link, setLink] = useState<LinkKind | ''>(subject.link ?? '');
  const [busy, setBusy] = useState(false);
  const { verdict, to, label } = subject;
  // What is confirmed was said by the logs; what is taken out or drawn in by hand needs words.
  const needsReason = verdict !== 'accept';
  const ready = !busy && !readOnly && (!needsReason || reason.trim() !== '');

  async function apply(): Promise<void> {
    setBusy(true);
    const decision = {
      kind: 'chain',
      verdict,
      from: from === '' ? null : from,
      to,
      link: link === '' ? null : link,
    } as const;
    if (await commands.decide(decision, reason.trim())) onClose();
    else setBusy(false);
  }

  return (
    <Dialog
      isOpen
      title={C.title[verdict]}
      onClose={onClose}
      className="verdict-dialog"
      transitionDuration={0}
    >
      <DialogBody>
        <p className="verdict-subject">
          <LogText text={label} />
        </p>
        {verdict === 'add' ? (
          <>
            <FormGroup label={C.from} labelFor="verdict-from">
              <FromSelect value={from} onChange={setFrom} />
            </FormGroup>
            <FormGroup label={C.link} labelFor="verdict-link">
              <HTMLSelect
                id="verdict-link"
                value={link}
                data-testid="verdict-link"
                onChange={(event) => setLink(event.currentTarget.value as LinkKind | '')}
              >
                <option value="">{C.anyLink}</option>
                {LINKS.map((one) => (
                  <option key={one} value={one}>
                    {S.chain.link[one]}
                  </option>
                ))}
              </HTMLSelect>
            </FormGroup>
          </>
        ) : (
          <p className="quiet">{verdict === 'accept' ? C.acceptHint : C.rejectHint}.</p>
        )}
        <FormGroup label={C.reason} labelFor="verdict-reason" helperText={C.reasonHint}>
          <TextArea
            id="verdict-reason"
            fill
            autoResize
            maxLength={4096}
            value={reason}
            data-testid="verdict-reason"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </FormGroup>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text={C.cancel} onClick={onClose} />
            <Button
              intent={verdict === 'reject' ? 'danger' : 'primary'}
              text={C.confirm[verdict]}
              disabled={!ready}
              data-testid="verdict-apply"
              onClick={() => void apply()}
            />
          </>
        }
      />
    </Dialog>
  );
}

/** Where an added link begins: what the chain hangs on, the selected event, or nowhere in particular. */
function FromSelect({ value, onChange }: { readonly value: string; onChange(value: string): void }) {
  const shown = useApp(shownChain);
  const selected = useApp((state) => state.selectedRow);
  const step = shown?.chain.steps.find(({ row }) => row === selected);
  const seeds = shown?.chain.seedNames ?? [];
  return (
    <HTMLSelect
      id="verdict-from"
      fill
      value={value}
      data-testid="verdict-from"
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{C.fromAny}</option>
      {step !== undefined && <option value={step.event}>{C.fromSelected}</option>}
      {seeds
        .filter(({ row }) => row !== null)
        .map(({ ref, label }) => (
          <option key={ref} value={ref.replace(/^native:/, '')}>
            {visibleText(label)}
          </option>
        ))}
      {shown?.chain.entities.map((entity) => (
        <option key={`${entity.kind}:${entity.value}`} value={`${entity.kind}:${entity.value}`}>
          {`${S.chain.kind[entity.kind]} ${visibleText(entity.label)}`}
        </option>
      ))}
    </HTMLSelect>
  );
}
