import { useEffect, useLayoutEffect, useState } from 'react';
import { asClientError } from './api/client.ts';
import { useClient } from './api/client-context.tsx';
import { Skeleton } from './components/PanelState.tsx';
import { Part, PartHere } from './components/part.tsx';
import { DropZone } from './importing/DropZone.tsx';
import { PickerHost } from './start/picker.tsx';
import { StartScreen } from './start/StartScreen.tsx';
import { useThemeInForce } from './state/selectors.ts';
import { useApp, useDispatch } from './state/store-context.tsx';
import { S } from './strings.ts';

/** Docks, timeline and table: nothing that the start screen needs. */
const workbench = new Part(async () => (await import('./workbench/Workbench.tsx')).Workbench);

/** Start screen or workbench, whichever the case decides. */
export function App() {
  const info = useApp((state) => state.case);
  const ready = useHost();
  useDocument(info?.name ?? null);
  if (!ready) return <Skeleton />;
  return (
    <DropZone>
      <PickerHost>
        {info === null ? <StartScreen /> : <PartHere key={info.path} part={workbench} props={{ info }} />}
      </PickerHost>
    </DropZone>
  );
}

/** Learns what the host is, and takes over the case that it opened already (`serve CASE`, a reload of the page). */
function useHost(): boolean {
  const client = useClient();
  const dispatch = useDispatch();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void (async () => {
      try {
        const host = await client.call('host.info', {});
        dispatch({ type: 'host', host });
        // With a case its code and its description come at once; without one the code comes while the user chooses.
        if (host.caseOpen) {
          workbench.prefetch();
          dispatch({ type: 'case.opened', info: await client.call('case.info', {}) });
        } else requestIdleCallback(() => workbench.prefetch());
      } catch (thrown) {
        const { message, advice } = asClientError(thrown);
        dispatch({ type: 'notice', intent: 'problem', message, advice });
      }
      setReady(true);
    })();
  }, [client, dispatch]);
  return ready;
}

/** Theme and title belong to the document: dialogs and menus stand outside the app's own element. */
function useDocument(caseName: string | null): void {
  const theme = useThemeInForce();
  // Before any effect of the panels: the timeline's canvases read their colours from the document.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.body.classList.toggle('bp6-dark', theme === 'dark');
  }, [theme]);
  useEffect(() => {
    document.title = caseName === null ? S.product : `${caseName} – ${S.product}`;
  }, [caseName]);
}
