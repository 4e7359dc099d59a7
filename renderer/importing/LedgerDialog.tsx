import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { LedgerTable } from '../ledger/LedgerTable.tsx';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';

/** The ledger of the import that just ended, until it is closed. */
export function LedgerDialog() {
  const report = useApp((state) => state.report);
  const dispatch = useDispatch();
  const close = () => dispatch({ type: 'report.close' });
  return (
    <Dialog
      isOpen={report !== null}
      onClose={close}
      title={S.ledger.importEnded}
      className="ledger-dialog"
      transitionDuration={0}
    >
      <DialogBody>{report !== null && <LedgerTable {...report} />}</DialogBody>
      <DialogFooter
        actions={
          <Button intent="primary" text={S.close} onClick={close} data-testid="ledger-close" autoFocus />
        }
      />
    </Dialog>
  );
}
