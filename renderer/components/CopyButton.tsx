import { Button } from '@blueprintjs/core';
import { ClipboardIcon, TickIcon } from '@blueprintjs/icons';
import { useEffect, useState } from 'react';
import { S } from '../strings.ts';
import { useCopy } from './copy.ts';

const COPIED_MS = 2000;

interface Props {
  readonly text: string;
  /** Says what is copied, where only the icon is shown. */
  readonly label?: string;
  readonly testId: string;
}

/** Copies a text and says for two seconds that it did. */
export function CopyButton({ text, label, testId }: Props) {
  const copy = useCopy();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const words = copied ? S.details.copied : S.details.copyRecord;
  return (
    <Button
      size="small"
      variant="minimal"
      icon={copied ? <TickIcon /> : <ClipboardIcon />}
      {...(label === undefined
        ? { text: words }
        : { 'aria-label': copied ? words : label, title: copied ? words : label })}
      data-testid={testId}
      onClick={() => setCopied(copy(text))}
    />
  );
}
