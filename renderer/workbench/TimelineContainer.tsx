import { SegmentedControl } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import { MICROS_PER_DAY } from '../../shared/base/time.ts';
import type { LaneBy } from '../../shared/ipc/contract.ts';
import { LANES } from '../../shared/ipc/plain.ts';
import type { Filter } from '../../shared/query/filter.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { ChainLegend } from '../chain/ChainLegend.tsx';
import { phaseLane, withMarks } from '../chain/marks.ts';
import { Empty, Problem } from '../components/PanelState.tsx';
import { ImportButtons } from '../importing/ImportControl.tsx';
import { caseSpan } from '../state/app-state.ts';
import { remember } from '../state/preferences.ts';
import { litChain, shownChain, useThemeInForce, useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { untimedFilter } from '../state/terms.ts';
import { S } from '../strings.ts';
import { LiveWindow } from '../timeline/live-window.ts';
import { Overview } from '../timeline/Overview.tsx';
import { TimelinePanel } from '../timeline/TimelinePanel.tsx';
import type { Span } from '../timeline/types.ts';
import { UndatedLane } from './UndatedLane.tsx';

/** Fine bars for the shape of weeks; up to a few days, bars that are wide enough to carry their count. */
const FINE_BUCKET_PX = 6;
const COUNTED_BUCKET_PX = 24;
const COUNTED_UP_TO_MICROS = 4 * MICROS_PER_DAY;
const OVERVIEW_BUCKET_PX = 3;
const MAX_LANES = 12;
/** The tactics, a few phases of the analyst's own, the response and the rest. */
const MAX_PHASES = 24;
/** vis-timeline stays smooth up to about this many drawn items. */
const MAX_ITEMS = 300;

/** Asks for what the two timeline widgets draw, and carries what is done in them to the rest of the window. */
export function TimelineContainer() {
  const client = useClient();
  const dispatch = useDispatch();
  const info = useApp((state) => state.case);
  const revision = useApp((state) => state.revision);
  const filterState = useApp((state) => state.filter);
  const span = useApp((state) => state.window);
  const wantedLanes = useApp((state) => state.laneBy);
  const selectedRow = useApp((state) => state.selectedRow);
  const shown = useApp(shownChain);
  const lit = useApp(litChain);
  const zone = useZone();
  const theme = useThemeInForce();
  const [widthPx, setWidthPx] = useState(0);
  const [overviewPx, setOverviewPx] = useState(0);
  const [live] = useState(() => new LiveWindow());

  const filter = untimedFilter(filterState);
  const whole = useMemo(() => caseSpan(info), [info]);
  // Lanes of a chain that is gone would be empty: its case is told by source until there is another.
  const laneBy = wantedLanes === 'chain' && shown === null ? 'source' : wantedLanes;
  const hasEvents = info !== null && info.from !== null;

  const lanesArgs = {
    filter,
    ...span,
    widthPx: Math.round(widthPx),
    bucketPx: span.to - span.from <= COUNTED_UP_TO_MICROS ? COUNTED_BUCKET_PX : FINE_BUCKET_PX,
    lanes: laneBy,
    maxLanes: laneBy === 'chain' ? MAX_PHASES : MAX_LANES,
    maxItems: MAX_ITEMS,
    ...(shown === null ? {} : { chain: shown.chain.id }),
  };
  const lanes = useLatest(hasEvents && widthPx >= 1 ? JSON.stringify([lanesArgs, revision]) : null, () =>
    client.call('events.timeline', lanesArgs),
  );
  const overviewArgs = {
    filter,
    ...whole,
    widthPx: Math.round(overviewPx),
    bucketPx: OVERVIEW_BUCKET_PX,
    lanes: 'source' as const,
    maxLanes: MAX_LANES,
    maxItems: 0,
  };
  const overview = useLatest(
    hasEvents && overviewPx >= 1 ? JSON.stringify([overviewArgs, revision]) : null,
    () => client.call('events.timeline', overviewArgs),
  );

  const drawn = useMemo(() => {
    const marked = laneBy === 'chain' ? shown : lit;
    if (lanes.data === null || marked === null) return lanes.data;
    return withMarks(lanes.data, marked.marks, laneBy);
  }, [lanes.data, lit, shown, laneBy]);
  const pauses = useMemo(() => shown?.chain.story.filter((line) => line.role === 'pause') ?? [], [shown]);

  if (!hasEvents && info !== null && info.undated > 0) {
    return (
      <section className="timeline-container" aria-label={S.panel.timeline}>
        <div className="timeline-slot">
          <Empty title={S.undated.onlyTitle} advice={S.undated.onlyAdvice} />
        </div>
        <UndatedLane />
      </section>
    );
  }
  if (!hasEvents) {
    return (
      <Empty title={S.timeline.emptyTitle} advice={S.timeline.emptyAdvice}>
        <ImportButtons />
      </Empty>
    );
  }

  const onWindowChange = (window: Span, final: boolean) => dispatch({ type: 'window', window, final });
  const pickLane = (picked: Filter) => {
    const lane = lanes.data?.lanes.find((candidate) => candidate.filter === picked);
    const value = { filter: picked, label: lane?.label ?? S.timeline.lanes[laneBy] };
    dispatch({ type: 'term.toggle', value, negate: false });
  };
  const pickPhase = (phase: string) => {
    const mark = shown?.marks.find((one) => phaseLane(one.line) === phase);
    if (mark !== undefined) dispatch({ type: 'reveal', row: mark.event.row, time: mark.line.from });
  };
  const error = lanes.error ?? overview.error;
  return (
    <section className="timeline-container" aria-label={S.panel.timeline}>
      <div className="overview-slot">
        <Overview
          live={live}
          data={overview.data}
          caseSpan={whole}
          window={span}
          brush={filterState.brush}
          onBrush={(brush) => dispatch({ type: 'brush', brush })}
          onWindowChange={onWindowChange}
          zone={zone}
          theme={theme}
          onWidthChange={setOverviewPx}
        />
      </div>
      {error !== null && <Problem error={error} />}
      <div className="timeline-slot">
        <TimelinePanel
          live={live}
          data={drawn}
          loading={lanes.loading}
          caseSpan={whole}
          window={span}
          onWindowChange={onWindowChange}
          laneBy={laneBy}
          selectedRow={selectedRow}
          onSelectRow={(row) => dispatch({ type: 'select', row })}
          onPickLane={pickLane}
          onPickPhase={pickPhase}
          onZoomToCell={(from, to) => onWindowChange({ from, to }, true)}
          chainRows={lit?.rows ?? null}
          pauses={pauses}
          zone={zone}
          theme={theme}
          onWidthChange={setWidthPx}
        />
      </div>
      <UndatedLane />
    </section>
  );
}

/** Stands in the panel's tab bar. */
export function LaneSwitch() {
  const laneBy = useApp((state) => state.laneBy);
  const hasChain = useApp((state) => shownChain(state) !== null);
  const dispatch = useDispatch();
  return (
    <div className="lane-switch" data-testid="lane-switch">
      {hasChain && <ChainLegend />}
      <span className="quiet">{S.timeline.lanesBy}</span>
      <SegmentedControl
        size="small"
        value={laneBy === 'chain' && !hasChain ? 'source' : laneBy}
        options={LANES.filter((lane) => lane !== 'chain' || hasChain).map((lane) => ({
          value: lane,
          label: S.timeline.lanes[lane],
        }))}
        onValueChange={(value) => {
          remember('lanes', value);
          dispatch({ type: 'lanes', laneBy: value as LaneBy });
        }}
      />
    </div>
  );
}
