/** The designed states of a panel that has nothing to show: empty, failed, and not there yet. */
import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { ClientError } from '../api/client.ts';

interface EmptyProps {
  readonly title: string;
  readonly advice: string;
  readonly action?: { readonly text: string; readonly onClick: () => void };
  readonly children?: ReactNode;
}

export function Empty({ title, advice, action, children }: EmptyProps) {
  return (
    <div className="panel-state">
      <h3>{title}</h3>
      <p>{advice}</p>
      {action && <Button size="small" text={action.text} onClick={action.onClick} />}
      {children}
    </div>
  );
}

export function Problem({ error }: { readonly error: Pick<ClientError, 'message' | 'advice'> }) {
  return (
    <div className="panel-problem" role="alert">
      <strong>{visibleText(error.message)}</strong>
      <span>{visibleText(error.advice)}</span>
    </div>
  );
}

/** Grey bars in the place of rows; they appear only after a tenth of a second (see components.css). */
export function Skeleton({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className="skeleton" aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
        <span key={index} />
      ))}
    </div>
  );
}
