/** The chain in the details of an event: why it is in it, or how to put it there. */
import { Button } from '@blueprintjs/core';
import { AddIcon } from '@blueprintjs/icons';
import type { EventDetail } from '../../shared/ipc/contract.ts';
import { shownChain } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { useActs } from './acts-context.tsx';
import { C } from './strings.ts';
import { Why } from './Why.tsx';

/** For an event that is not of the chain in sight. */
export function ChainActs({ detail }: { readonly detail: EventDetail }) {
  const acts = useActs();
  const shown = useApp(shownChain);
  const { row, id } = detail.event;
  if (shown === null || shown.rows.has(row)) return null;
  return (
    <Button
      size="small"
      icon={<AddIcon />}
      text={C.add}
      data-testid="details-add"
      onClick={() => acts.ask({ verdict: 'add', to: id, from: null, link: null, label: detail.message })}
    />
  );
}

/** For one that is: closed until asked. */
export function WhyHere({ row }: { readonly row: number }) {
  const shown = useApp(shownChain);
  const step = shown?.rows.has(row) ? shown.chain.steps.find((one) => one.row === row) : undefined;
  if (shown === null || step === undefined) return null;
  return (
    <details className="why-here" data-testid="why-here">
      <summary>{C.why}</summary>
      <Why chain={shown.chain} step={step} />
    </details>
  );
}
