import { Button } from '@blueprintjs/core';
import { TimeIcon } from '@blueprintjs/icons';
import { useRef, useState } from 'react';
import type { SourceCoverage } from '../../shared/analysis/coverage.ts';
import { formatInZone, type Micros } from '../../shared/base/time.ts';
import type { SourceType } from '../../shared/events/event.ts';
import { useClock } from '../clock/clock-context.tsx';
import { SourceMark } from '../components/SourceMark.tsx';
import { sourceLabel } from '../components/sources.ts';
import { duration } from '../format/instant.ts';
import { count, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { pickTicks } from '../timeline/ticks.ts';
import type { Span } from '../timeline/types.ts';
import { instantText } from '../timeline/zone-time.ts';
import { HourStrip } from './HourStrip.tsx';
import { bucketCount, bucketSpan, type DatedCoverage, gapsIn, silenceIn } from './hours.ts';
import { useWidth } from './use-canvas.ts';

const TICK_GAP_PX = 72;
const TIP_PX = 300;

interface Props {
  readonly coverage: DatedCoverage;
  readonly chosen: SourceType;
  onChoose(source: SourceType): void;
}

/** One row a source, one cell an hour, over the whole case; a click shows what stands behind a cell. */
export function CoverageMap({ coverage, chosen, onChoose }: Props) {
  const zone = useZone();
  const dispatch = useDispatch();
  const clock = useClock();
  const brush = useApp((state) => state.filter.brush);
  const plot = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(plot);
  const [look, setLook] = useState<{ readonly source: SourceType; readonly index: number } | null>(null);
  const whole = {
    from: coverage.from,
    to: (coverage.from + bucketCount(coverage) * coverage.bucketMicros) as Micros,
  };
  const x = (time: number) => ((time - whole.from) / (whole.to - whole.from)) * widthPx;
  const looked = look === null ? null : coverage.sources.find(({ source }) => source === look.source);

  function show({ source }: SourceCoverage, index: number): void {
    onChoose(source);
    const value = {
      filter: { kind: 'is', field: 'source', value: source } as const,
      label: sourceLabel(source),
    };
    dispatch({ type: 'span.of', span: bucketSpan(coverage, index), value });
  }

  return (
    <section
      className="coverage-map"
      aria-label={S.coverage.map}
      data-testid="coverage-map"
      style={{ '--rows': coverage.sources.length } as React.CSSProperties}
    >
      <div className="coverage-row coverage-axis">
        <span className="quiet">{zone}</span>
        <div ref={plot} className="coverage-plot">
          {pickTicks(whole, widthPx, zone, TICK_GAP_PX).map((tick) => (
            <span key={tick.time} style={{ insetInlineStart: x(tick.time) }}>
              {tick.label}
            </span>
          ))}
          {brush !== null && widthPx > 0 && (
            <Brushed from={x(brush.from)} to={x(brush.to)} widthPx={widthPx} />
          )}
        </div>
      </div>
      {coverage.sources.map((one) => (
        <div key={one.source} className="coverage-row" data-testid="coverage-row">
          <div className="coverage-name">
            <button
              type="button"
              aria-pressed={one.source === chosen}
              title={S.coverage.pick(sourceLabel(one.source))}
              data-testid={`coverage-pick-${one.source}`}
              onClick={() => onChoose(one.source)}
            >
              <SourceMark source={one.source} />
              <span className="quiet tabular">{count(one.events)}</span>
            </button>
            <Button
              size="small"
              variant="minimal"
              icon={<TimeIcon />}
              aria-label={S.coverage.correctOf(sourceLabel(one.source))}
              title={S.coverage.correctOf(sourceLabel(one.source))}
              data-testid={`coverage-clock-${one.source}`}
              onClick={() => clock.correct({ file: null, source: one.source, name: sourceLabel(one.source) })}
            />
          </div>
          <HourStrip
            coverage={coverage}
            source={one}
            widthPx={widthPx}
            index={look?.source === one.source ? look.index : null}
            text={look?.source === one.source ? hourWords(coverage, one, look.index, zone).join('; ') : ''}
            onLook={(index) => setLook(index === null ? null : { source: one.source, index })}
            onChoose={(index) => show(one, index)}
          />
        </div>
      ))}
      {looked !== null && looked !== undefined && look !== null && widthPx > 0 && (
        <Tip
          words={hourWords(coverage, looked, look.index, zone)}
          row={coverage.sources.indexOf(looked)}
          rows={coverage.sources.length}
          x={x(bucketSpan(coverage, look.index).from)}
          widthPx={widthPx}
        />
      )}
    </section>
  );
}

/** The brushed span, over all rows. */
function Brushed({
  from,
  to,
  widthPx,
}: {
  readonly from: number;
  readonly to: number;
  readonly widthPx: number;
}) {
  const left = Math.max(0, from);
  const right = Math.min(widthPx, to);
  if (right <= left) return null;
  return (
    <i
      className="coverage-brush"
      style={{ insetInlineStart: left - 1, inlineSize: Math.max(2, right - left) + 2 }}
    />
  );
}

interface TipProps {
  readonly words: readonly string[];
  readonly row: number;
  readonly rows: number;
  readonly x: number;
  readonly widthPx: number;
}

/** Says the hour beside the pointer; the slider says the same to those who listen. */
function Tip({ words, row, rows, x, widthPx }: TipProps) {
  const [when, ...more] = words;
  const left = Math.max(0, Math.min(x + 10, widthPx - TIP_PX));
  const style = {
    '--tip-left': `${left}px`,
    '--tip-x': `${x}px`,
    '--tip-row': row,
    '--tip-rows': rows,
  } as React.CSSProperties;
  return (
    <div className={`coverage-tip ${row > 1 ? 'coverage-tip-above' : ''}`} style={style} aria-hidden>
      <i className="coverage-cursor" />
      <p data-testid="coverage-tip">
        <strong>{when}</strong>
        {more.map((line) => (
          <span key={line}>{line}</span>
        ))}
        <span className="quiet">{S.coverage.clickHint}</span>
      </p>
    </div>
  );
}

/** `Tue 14 Nov 2023 09:00 – 10:00 UTC`, and what is known of it. */
function hourWords(
  coverage: DatedCoverage,
  source: SourceCoverage,
  index: number,
  zone: string,
): readonly string[] {
  const span = bucketSpan(coverage, index);
  const events = source.buckets[index] ?? 0;
  const silence = events === 0 ? silenceIn(source, span) : null;
  const gaps = gapsIn(source, span);
  const kinds = (['NODATA', 'SKIPDATA'] as const).filter((kind) => gaps.some((gap) => gap.kind === kind));
  return [
    spanWords(span, zone),
    `${sourceLabel(source.source)}: ${events === 0 ? S.coverage.noEvents : counted(events, S.event)}`,
    ...(silence === null
      ? []
      : [
          S.coverage.silentHere(
            duration(silence.to - silence.from),
            S.coverage.about(counted(Math.round(silence.expected), S.event)),
          ),
        ]),
    ...kinds.map((kind) =>
      S.coverage.gapHere(kind, S.ledger.times(count(gaps.filter((gap) => gap.kind === kind).length))),
    ),
  ];
}

function spanWords({ from, to }: Span, zone: string): string {
  const sameDay = formatInZone(from, zone, 'date') === formatInZone((to - 1) as Micros, zone, 'date');
  const end = sameDay ? formatInZone(to, zone, 'minute') : instantText(to, zone, 'minute');
  return `${instantText(from, zone, 'minute')} – ${end} ${zone}`;
}
