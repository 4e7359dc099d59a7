/** Where the panels stand until the analyst moves them: made for 1280x800, by proportion elsewhere. */
import type { DockviewApi } from 'dockview-react';
import { S } from '../strings.ts';
import type { PanelId } from './panels.tsx';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const TIMELINE_SHARE = 0.52;
const FACETS_PX = 178;
const DETAILS_PX = 344;

export function layOut(api: DockviewApi, size: Size): void {
  const panel = (id: PanelId) => ({ id, component: id, title: S.panel[id] });
  const belowPx = Math.round(size.height * (1 - TIMELINE_SHARE));
  api.addPanel(panel('timeline'));
  api.addPanel({
    ...panel('table'),
    position: { referencePanel: 'timeline', direction: 'below' },
    initialHeight: belowPx,
  });
  api.addPanel({
    ...panel('facets'),
    position: { referencePanel: 'table', direction: 'left' },
    initialWidth: FACETS_PX,
  });
  api.addPanel({
    ...panel('details'),
    position: { referencePanel: 'table', direction: 'right' },
    initialWidth: DETAILS_PX,
  });
  const beside = {
    timeline: ['graph', 'coverage', 'ledger', 'custody'],
    details: ['entity', 'chain', 'identities'],
  } as const;
  for (const [referencePanel, ids] of Object.entries(beside)) {
    for (const id of ids)
      api.addPanel({ ...panel(id), position: { referencePanel, direction: 'within' }, inactive: true });
  }
}
