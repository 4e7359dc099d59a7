import { Button } from '@blueprintjs/core';
import { CrossIcon, InfoSignIcon, WarningSignIcon } from '@blueprintjs/icons';
import { visibleText } from '../../shared/base/text.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';

/** What went wrong, and what to do; each stays until it is read and dismissed. */
export function Notices() {
  const notices = useApp((state) => state.notices);
  const dispatch = useDispatch();
  if (notices.length === 0) return null;
  return (
    <div className="notices" role="alert">
      {notices.map((notice) => (
        <div key={notice.id} className={`notice notice-${notice.intent}`} data-testid="notice">
          {notice.intent === 'problem' ? <WarningSignIcon /> : <InfoSignIcon />}
          <p>
            <strong>{visibleText(notice.message)}</strong> {visibleText(notice.advice)}
          </p>
          <Button
            variant="minimal"
            size="small"
            icon={<CrossIcon />}
            aria-label={S.dismiss}
            onClick={() => dispatch({ type: 'notice.dismiss', id: notice.id })}
          />
        </div>
      ))}
    </div>
  );
}
