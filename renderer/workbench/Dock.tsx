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
import { ChainPanel } from '../chain/ChainPanel.tsx';
import { CoveragePanel } from '../coverage/CoveragePanel.tsx';
import { CustodyPanel } from '../custody/CustodyPanel.tsx';
import { DetailsPanel } from '../details/DetailsPanel.tsx';
import { EntityPanel } from '../entity/EntityPanel.tsx';
import { FacetPanel } from '../facets/FacetPanel.tsx';
import { GraphPanel } from '../graph/GraphPanel.tsx';
import { IdentitiesPanel } from '../identities/IdentitiesPanel.tsx';
import { LedgerPanel } from '../ledger/LedgerPanel.tsx';
import { remember, remembered } from '../state/preferences.ts';
import { S } from '../strings.ts';
import { EventTable } from '../table/EventTable.tsx';
import { layOut, type Size } from './layout.ts';
import { PANELS, type PanelId, type Panels, PanelsProvider, ShownProvider } from './panels.tsx';
import { LaneSwitch, TimelineContainer } from './TimelineContainer.tsx';

const PANEL_OF: Record<PanelId, () => React.JSX.Element> = {
  timeline: TimelineContainer,
  coverage: CoveragePanel,
  custody: CustodyPanel,
  facets: FacetPanel,
  table: EventTable,
  details: DetailsPanel,
  chain: ChainPanel,
  graph: GraphPanel,
  identities: IdentitiesPanel,
  entity: EntityPanel,
  ledger: LedgerPanel,
};

/** Tells its panel whether it is in sight. */
function Place({ api }: IDockviewPanelProps) {
  const [shown, setShown] = useState(api.isVisible);
  useEffect(() => {
    setShown(api.isVisible);
    const following = api.onDidVisibilityChange((event) => setShown(event.isVisible));
    return () => following.dispose();
  }, [api]);
  const Panel = PANEL_OF[api.id as PanelId];
  return (
    <ShownProvider value={shown}>
      <Panel />
    </ShownProvider>
  );
}

const COMPONENTS = Object.fromEntries(PANELS.map((panel) => [panel, Place]));

/** Our own class: its custom properties stand in dock.css and follow the tokens in both themes. */
const THEME: DockviewTheme = { name: 'throughline', className: 'dock-theme', tabGroupIndicator: 'none' };

/** A tab without a close button: no panel can be lost, any can be moved. */
function PanelTab({ api }: IDockviewPanelHeaderProps) {
  return (
    <div className="dock-tab" data-testid={`tab-${api.id}`}>
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
