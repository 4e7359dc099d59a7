import { Button } from '@blueprintjs/core';
import { ClipboardIcon, TickIcon } from '@blueprintjs/icons';
import { useEffect, useMemo, useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { EventDetail } from '../../shared/ipc/contract.ts';
import { useCopy } from '../components/copy.ts';
import { bytes, count } from '../format/number.ts';
import { S } from '../strings.ts';
import { reindentJson } from './reindent.ts';

interface Props {
  readonly detail: EventDetail;
  readonly form: 'laid-out' | 'exact';
}

/** The untouched record. Laid out: JSON on lines, token by token. Exact: as it stands in the file. */
export function RawRecord({ detail, form }: Props) {
  const { raw, event } = detail;
  const shown = useMemo(() => {
    const text = form === 'laid-out' ? (reindentJson(raw) ?? raw) : raw;
    return text.split('\n').map(visibleText).join('\n');
  }, [raw, form]);
  return (
    <div className="raw">
      <div className="raw-bar">
        <span className="quiet">
          {S.details.recordPlace(count(event.evidence.record), bytes(event.evidence.length))}
        </span>
        <CopyButton text={raw} />
      </div>
      {detail.rawTruncated && <p className="raw-cut">{S.details.truncated}</p>}
      <pre className="raw-text" data-testid="details-raw">
        {shown}
      </pre>
      <p className="raw-hash mono">SHA-256 {detail.rawSha256}</p>
    </div>
  );
}

const COPIED_MS = 2000;

function CopyButton({ text }: { readonly text: string }) {
  const copy = useCopy();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      size="small"
      variant="minimal"
      icon={copied ? <TickIcon /> : <ClipboardIcon />}
      text={copied ? S.details.copied : S.details.copyRecord}
      data-testid="details-copy"
      onClick={() => setCopied(copy(text))}
    />
  );
}
