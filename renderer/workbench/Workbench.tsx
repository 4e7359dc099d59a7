import type { CaseInfo } from '../../shared/ipc/contract.ts';
import { ActsHost } from '../chain/ActsHost.tsx';
import { ClockHost } from '../clock/ClockDialog.tsx';
import { EntityMenuHost } from '../components/EntityMenu.tsx';
import { Notices } from '../components/Notices.tsx';
import { ImportProgressBar } from '../importing/ImportProgressBar.tsx';
import { LedgerDialog } from '../importing/LedgerDialog.tsx';
import { Dock } from './Dock.tsx';
import { Header } from './Header.tsx';
import { MatchedProvider } from './matched.tsx';
import { QueryBar } from './QueryBar.tsx';
import { StatusBar } from './StatusBar.tsx';

/** The main window around an open case. */
export function Workbench({ info }: { readonly info: CaseInfo }) {
  return (
    <MatchedProvider>
      <Dock>
        {(dock) => (
          <ActsHost>
            <EntityMenuHost>
              <ClockHost>
                <main className="workbench" data-testid="workbench">
                  <Header info={info} />
                  <QueryBar />
                  <ImportProgressBar />
                  <Notices />
                  {dock}
                  <StatusBar info={info} />
                </main>
              </ClockHost>
              <LedgerDialog />
            </EntityMenuHost>
          </ActsHost>
        )}
      </Dock>
    </MatchedProvider>
  );
}
