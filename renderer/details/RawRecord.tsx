import { useMemo } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { EventDetail } from '../../shared/ipc/contract.ts';
import { CopyButton } from '../components/CopyButton.tsx';
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
        <CopyButton text={raw} testId="details-copy" />
      </div>
      {detail.rawTruncated && <p className="raw-cut">{S.details.truncated}</p>}
      <pre className="raw-text" data-testid="details-raw">
        {shown}
      </pre>
      <p className="raw-hash mono">SHA-256 {detail.rawSha256}</p>
    </div>
  );
}
