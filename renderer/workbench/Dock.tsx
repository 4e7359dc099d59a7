import {
  type DockviewApi,
  DockviewReact,
  type DockviewReadyEvent,
  type DockviewTheme,
  type IDockviewHeaderActionsProps,
  type IDockviewPanelHeaderProps,
  type IDockviewPanelProps,
} from 'dockview-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Part, PartHere } from '../components/part.tsx';
import { DetailsPanel } from '../details/DetailsPanel.tsx';
import { FacetPanel } from '../facets/FacetPanel.tsx';
import { remember, remembered } from '../state/preferences.ts';
import { S } from '../strings.ts';
import { EventTable } from '../table/EventTable.tsx';
import { layOut, type Size } from './layout.ts';
import { PANELS, type PanelId, type Panels, PanelsProvider, ShownProvider } from './panels.tsx';
import { LaneSwitch, TimelineContainer } from './TimelineContainer.tsx';
import 'dockview-react/dist/styles/dockview.css';
import '../styles/dock.css';

/** The first screen's panels come with the workbench, in one file. */
const FIRST: Partial<Record<PanelId, () => React.JSX.Element>> = {
  timeline: TimelineContainer,
  table: EventTable,
  facets: FacetPanel,
  details: DetailsPanel,
};

/** Each other panel is fetched when it is first in sight, or when the pointer comes to its tab. */
const LATER: Partial<Record<PanelId, Part<object>>> = {
  coverage: new Part(async () => (await import('../coverage/CoveragePanel.tsx')).CoveragePanel),
  custody: new Part(async () => (await import('../custody/CustodyPanel.tsx')).CustodyPanel),
  chain: new Part(async () => (await import('../chain/ChainPanel.tsx')).ChainPanel),
  graph: new Part(async () => (await import('../graph/GraphPanel.tsx')).GraphPanel),
  identities: new Part(async () => (await import('../identities/IdentitiesPanel.tsx')).IdentitiesPanel),
  entity: new Part(async () => (await import('../entity/EntityPanel.tsx')).EntityPanel),
  ledger: new Part(async () => (await import('../ledger/LedgerPanel.tsx')).LedgerPanel),
};

const NO_PROPS = {};

/**
 * Tells its panel whether it is in sight. A panel is made when it first is, and stays: what it asks for and what its code
 * weighs are of no concern before.
 */
function Place({ api }: IDockviewPanelProps) {
  const [shown, setShown] = useState(api.isVisible);
  const [seen, setSeen] = useState(api.isVisible);
  useEffect(() => {
    const look = (visible: boolean) => {
      setShown(visible);
      if (visible) setSeen(true);
    };
    look(api.isVisible);
    const following = api.onDidVisibilityChange((event) => look(event.isVisible));
    return () => following.dispose();
  }, [api]);
  if (!seen) return null;
  const First = FIRST[api.id as PanelId];
  const later = LATER[api.id as PanelId];
  return (
    <ShownProvider value={shown}>
      {First !== undefined && <First />}
      {later !== undefined && <PartHere part={later} props={NO_PROPS} />}
    </ShownProvider>
  );
}

const COMPONENTS = Object.fromEntries(PANELS.map((panel) => [panel, Place]));

/** Our own class: its custom properties stand in dock.css and follow the tokens in both themes. */
const THEME: DockviewTheme = { name: 'throughline', className: 'dock-theme', tabGroupIndicator: 'none' };

/** A tab without a close button: no panel can be lost, any can be moved. */
function PanelTab({ api }: IDockviewPanelHeaderProps) {
  return (
    <div
      className="dock-tab"
      data-testid={`tab-${api.id}`}
      onPointerEnter={() => LATER[api.id as PanelId]?.prefetch()}
    >
      {S.panel[api.id as PanelId]}
    </div>
  );
}

function HeaderActions({ activePanel }: IDockviewHeaderActionsProps) {
  return activePanel?.id === 'timeline' ? <LaneSwitch /> : null;
}

function restore(api: DockviewApi, size: Size): void {
  const stored = remembered('layout');
  try {
    if (stored !== null) api.fromJSON(JSON.parse(stored));
  } catch {
    // A layout of another version: the default takes its place below.
  }
  if (PANELS.every((panel) => api.getPanel(panel) !== undefined)) return;
  api.clear();
  layOut(api, size);
}

/** The docked panels; their places are remembered on this machine. */
export function Dock({ children }: { readonly children: (dock: ReactNode) => ReactNode }) {
  const api = useRef<DockviewApi | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const panels = useMemo<Panels>(
    () => ({
      show: (panel) => api.current?.getPanel(panel)?.api.setActive(),
      reset: () => {
        if (api.current === null) return;
        api.current.clear();
        layOut(api.current, api.current);
      },
    }),
    [],
  );

  function onReady(event: DockviewReadyEvent): void {
    api.current = event.api;
    const box = place.current?.getBoundingClientRect();
    restore(event.api, { width: box?.width ?? 1280, height: box?.height ?? 680 });
    event.api.onDidLayoutChange(() => remember('layout', JSON.stringify(event.api.toJSON())));
  }

  const dock = (
    <div ref={place} className="dock">
      <DockviewReact
        theme={THEME}
        components={COMPONENTS}
        defaultTabComponent={PanelTab}
        rightHeaderActionsComponent={HeaderActions}
        onReady={onReady}
        disableFloatingGroups
      />
    </div>
  );
  return <PanelsProvider value={panels}>{children(dock)}</PanelsProvider>;
}
