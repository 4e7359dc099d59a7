/// <reference types="vite/client" />
/** Mounts the real components with what the test hands over, and keeps the window as an app would. */
import '../../../../renderer/trusted-types.ts';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { LiveWindow } from '../../../../renderer/timeline/live-window.ts';
import { Overview } from '../../../../renderer/timeline/Overview.tsx';
import { TimelinePanel } from '../../../../renderer/timeline/TimelinePanel.tsx';
import type { Span } from '../../../../renderer/timeline/types.ts';
import type { LaneBy, Timeline } from '../../../../shared/ipc/contract.ts';
import '../../../../renderer/styles/tokens.css';
import './page.css';

/** What a test sets, all of it data that survives JSON. */
export interface Scene {
  readonly data: Timeline | null;
  readonly overview: Timeline | null;
  readonly caseSpan: Span;
  readonly window: Span;
  readonly laneBy: LaneBy;
  readonly selectedRow: number | null;
  readonly chainRows: readonly number[] | null;
  readonly pauses: readonly Span[];
  readonly zone: string;
  readonly theme: 'light' | 'dark';
  readonly loading: boolean;
  readonly brush: Span | null;
  readonly tall: boolean;
  /** False takes the components off the page. */
  readonly shown: boolean;
}

/** One call that a component made, in order. */
export type Call = readonly [name: string, ...rest: unknown[]];

declare global {
  interface Window {
    scene(change: Partial<Scene>): void;
    calls: Call[];
    scriptRan: string[];
  }
}

window.calls = [];
window.scriptRan = [];

const live = new LiveWindow();

const START: Scene = {
  data: null,
  overview: null,
  caseSpan: { from: 0, to: 1 } as Span,
  window: { from: 0, to: 1 } as Span,
  laneBy: 'source',
  selectedRow: null,
  chainRows: null,
  pauses: [],
  zone: 'UTC',
  theme: 'light',
  loading: false,
  brush: null,
  tall: false,
  shown: true,
};

function Page() {
  const [scene, setScene] = useState<Scene | null>(null);
  window.scene = (change) => setScene((before) => ({ ...(before ?? START), ...change }));
  if (scene === null || !scene.shown) return null;
  const call =
    (name: string) =>
    (...rest: unknown[]) => {
      window.calls.push([name, ...rest]);
    };
  const look = (w: Span, final: boolean) => {
    window.calls.push(['onWindowChange', w, final]);
    setScene((before) => (before === null ? before : { ...before, window: w }));
  };
  document.documentElement.dataset.theme = scene.theme;
  return (
    <div className="page">
      <Overview
        live={live}
        data={scene.overview}
        caseSpan={scene.caseSpan}
        window={scene.window}
        brush={scene.brush}
        onBrush={(brush) => {
          window.calls.push(['onBrush', brush]);
          setScene({ ...scene, brush });
        }}
        onWindowChange={look}
        zone={scene.zone}
        theme={scene.theme}
        onWidthChange={call('overviewWidth')}
      />
      <div className={scene.tall ? 'page-timeline-tall' : 'page-timeline'}>
        <TimelinePanel
          live={live}
          pauses={scene.pauses}
          data={scene.data}
          loading={scene.loading}
          caseSpan={scene.caseSpan}
          window={scene.window}
          onWindowChange={look}
          laneBy={scene.laneBy}
          selectedRow={scene.selectedRow}
          onSelectRow={call('onSelectRow')}
          onPickPhase={call('onPickPhase')}
          onPickLane={call('onPickLane')}
          onZoomToCell={call('onZoomToCell')}
          chainRows={scene.chainRows === null ? null : new Set(scene.chainRows)}
          zone={scene.zone}
          theme={scene.theme}
          onWidthChange={call('onWidthChange')}
        />
      </div>
    </div>
  );
}

createRoot(document.getElementById('root')!).render(<Page />);
