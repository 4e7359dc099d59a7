/** The timeline: lanes of counted buckets and single events over one axis, from the whole case down to a tenth of a second. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { fitWindow } from './geometry.ts';
import { hasDated, laneHeading, noEventsText, summarize } from './summary.ts';
import type { TimelineProps } from './types.ts';
import { TimelineView } from './view.ts';
import { zoneLabel } from './zone-time.ts';
import './timeline.css';

const KEYS_HELP =
  'Wheel zooms, drag pans, click a bar to zoom in, double click fits the case. Keys: W and S zoom, A and D pan, F fits.';

export function TimelinePanel(props: TimelineProps) {
  const root = useRef<HTMLElement>(null);
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<TimelineView | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    const created = new TimelineView(root.current!, container.current!, latest.current);
    view.current = created;
    return () => {
      view.current = null;
      created.destroy();
    };
  }, []);
  useEffect(() => view.current?.update(props), [props]);

  const { data, loading, window, zone, laneBy, caseSpan, onWindowChange } = props;
  const empty = data !== null && data.total === 0;
  return (
    <section
      ref={root}
      className="tl-root"
      data-testid="timeline"
      data-theme={props.theme}
      aria-label="Timeline of events"
      aria-busy={loading}
      aria-description={KEYS_HELP}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the timeline is worked with the keyboard once it has focus
      tabIndex={0}
    >
      <div ref={container} className="tl-container" />
      <div className="tl-corner">
        <span className="tl-corner-lanes">{laneHeading(laneBy)}</span>
        <span className="tl-zone" data-testid="timeline-zone">
          {zoneLabel(zone, window.from)}
        </span>
      </div>
      {loading && <div className="tl-loading" data-testid="timeline-loading" />}
      {empty && (
        <div className="tl-empty">
          <p>{noEventsText(data)}</p>
          {hasDated(data) && (
            <button
              type="button"
              className="tl-button"
              onClick={() => onWindowChange(fitWindow(caseSpan), true)}
            >
              Show the whole case
            </button>
          )}
        </div>
      )}
      <p className="tl-hidden" aria-live="polite" data-testid="timeline-summary">
        {data === null ? 'No events loaded yet' : summarize(data, zone)}
      </p>
    </section>
  );
}
