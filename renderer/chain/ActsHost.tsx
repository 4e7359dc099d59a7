import { type ReactNode, useMemo, useState } from 'react';
import { type ActSubject, ActsProvider, type EventSubject } from './acts-context.tsx';
import { EventMenu } from './EventMenu.tsx';
import { VerdictDialog } from './VerdictDialog.tsx';

interface OpenMenu {
  readonly event: EventSubject;
  readonly place: { readonly x: number; readonly y: number };
}

/** The one dialog and the one event menu of the window. */
export function ActsHost({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<ActSubject | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const acts = useMemo(
    () => ({
      ask: setAsked,
      menu: (event: EventSubject, place: OpenMenu['place']) => setMenu({ event, place }),
    }),
    [],
  );
  return (
    <ActsProvider value={acts}>
      {children}
      {menu !== null && <EventMenu {...menu} onClose={() => setMenu(null)} />}
      {asked !== null && <VerdictDialog subject={asked} onClose={() => setAsked(null)} />}
    </ActsProvider>
  );
}
