import { Button, SegmentedControl } from '@blueprintjs/core';
import { type MouseEvent, useCallback, useRef, useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { Micros } from '../../shared/base/time.ts';
import type { EntityLanes, EntityPage } from '../../shared/ipc/entity-methods.ts';
import type { Filter } from '../../shared/query/filter.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { entityOf } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { asSource, sourceColour } from '../components/sources.ts';
import { useCanvas, useWidth } from '../coverage/use-canvas.ts';
import { duration, instant, minute } from '../format/instant.ts';
import { count, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { cellAt, drawLanes } from './draw.ts';
import { CountButton } from './rows.tsx';
import { Scrollable } from './Scrollable.tsx';
import { Section } from './Section.tsx';
import { E } from './strings.ts';

/** The entity's events over its own span, as a picture and as a table. */
export function Activity({ page }: { readonly page: EntityPage }) {
  const [by, setBy] = useState<EntityLanes['by']>('source');
  const [table, setTable] = useState(false);
  const lanes = page.lanes.find((one) => one.by === by) ?? page.lanes[0];
  if (lanes === undefined) return null;
  return (
    <Section
      title={E.activity}
      testId="entity-activity"
      aside={
        <>
          <SegmentedControl
            size="small"
            value={lanes.by}
            options={page.lanes.map((one) => ({ value: one.by, label: E.by[one.by] }))}
            onValueChange={(value) => setBy(value as EntityLanes['by'])}
          />
          <Button
            size="small"
            variant="minimal"
            text={table ? E.asPicture : E.asTable}
            data-testid="entity-activity-table"
            onClick={() => setTable(!table)}
          />
        </>
      }
    >
      {table ? <LanesTable page={page} lanes={lanes} /> : <LanesPicture page={page} lanes={lanes} />}
    </Section>
  );
}

interface LanesProps {
  readonly page: EntityPage;
  readonly lanes: EntityLanes;
}

/** The span of a column, and the filter of what a lane has in it. */
function columnOf({ page, lanes }: LanesProps, lane: number, bucket: number) {
  const from = (lanes.from + bucket * lanes.bucketMicros) as Micros;
  const to = (from + lanes.bucketMicros) as Micros;
  const own = lanes.lanes[lane]?.filter ?? null;
  const filter: Filter | null = own && { kind: 'and', of: [page.filter, own, { kind: 'time', from, to }] };
  return { from, to, filter };
}

function LanesPicture(props: LanesProps) {
  const { page, lanes } = props;
  const zone = useZone();
  const dispatch = useDispatch();
  const place = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(place);
  const [at, setAt] = useState<ReturnType<typeof cellAt>>(null);
  const draw = useCallback(
    (canvas: HTMLCanvasElement) =>
      widthPx > 0 && drawLanes(canvas, widthPx, lanes, (lane) => hueOf(lanes, lane)),
    [widthPx, lanes],
  );
  const canvas = useCanvas(draw);
  const under = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellAt(lanes, box.width, event.clientX - box.left, event.clientY - box.top);
  };
  const column = at === null ? null : columnOf(props, at.lane, at.bucket);
  const label = at === null ? '' : (lanes.lanes[at.lane]?.label ?? '');
  const open = (event: MouseEvent) => {
    const cell = under(event);
    const filter = cell === null ? null : columnOf(props, cell.lane, cell.bucket).filter;
    if (filter !== null)
      dispatch({ type: 'term.only', value: { filter, label: `${page.label} · ${label}` } });
  };
  return (
    <div className="entity-lanes">
      <ul className="entity-lane-names">
        {lanes.lanes.map((lane) => (
          <li key={lane.label}>
            {lane.ref === null ? (
              <LogText text={lane.label} />
            ) : (
              <EntityLink entity={entityOf(lane.ref, lane.label)} />
            )}
          </li>
        ))}
      </ul>
      <div ref={place} className="entity-lane-picture">
        <canvas
          ref={canvas}
          role="img"
          aria-label={E.lanesLabel(lanes.lanes.length, lanes.buckets)}
          data-testid="entity-lanes"
          onMouseMove={(event) => setAt(under(event))}
          onMouseLeave={() => setAt(null)}
          onClick={open}
        />
      </div>
      <p className="entity-lane-note quiet tabular" aria-live="off">
        {at === null || column === null ? (
          <span>
            {spanWords(lanes.from, columnOf(props, 0, lanes.buckets).from, lanes.bucketMicros, zone)} ·{' '}
            {E.column(duration(lanes.bucketMicros))}
          </span>
        ) : (
          <span>
            {spanWords(column.from, column.to, lanes.bucketMicros, zone)} · {visibleText(label)} ·{' '}
            {counted(at.events, S.event)}
            {at.failures > 0 && `, ${E.failed(count(at.failures))}`}
          </span>
        )}
      </p>
    </div>
  );
}

/** Columns of seconds are told to the second. */
function spanWords(from: Micros, to: Micros, widthMicros: number, zone: string): string {
  const words = widthMicros < 60_000_000 ? instant : minute;
  return `${words(from, zone)} – ${words(to, zone)}`;
}

function hueOf({ lanes }: EntityLanes, index: number): string {
  const lane = lanes[index];
  const source = asSource(lane?.source ?? '');
  if (source !== null) return sourceColour(source).slice('var('.length, -1);
  return lane?.filter === null ? '--line-strong' : '--accent';
}

function LanesTable(props: LanesProps) {
  const { page, lanes } = props;
  const zone = useZone();
  return (
    <Scrollable className="entity-table" label={E.activity}>
      <table>
        <thead>
          <tr>
            <th scope="col">{E.from}</th>
            <th scope="col">{E.lane}</th>
            <th scope="col">{E.events}</th>
            <th scope="col">{E.failures}</th>
          </tr>
        </thead>
        <tbody>
          {cellsByTime(lanes).map(({ lane, bucket, events, failures }) => {
            const { from, filter } = columnOf(props, lane, bucket);
            const label = lanes.lanes[lane]?.label ?? '';
            return (
              <tr key={`${bucket} ${lane}`}>
                <td className="tabular">{instant(from, zone)}</td>
                <td>
                  <LogText text={label} />
                </td>
                <td className="tabular">
                  {filter === null ? (
                    count(events)
                  ) : (
                    <CountButton
                      events={events}
                      filter={filter}
                      label={`${page.label} · ${label}`}
                      text={count(events)}
                    />
                  )}
                </td>
                <td className="tabular">{failures > 0 ? count(failures) : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="quiet">{E.column(duration(lanes.bucketMicros))}</p>
    </Scrollable>
  );
}

function cellsByTime({ lanes }: EntityLanes) {
  const all = lanes.flatMap(({ cells }, lane) => {
    const own = [];
    for (let i = 0; i < cells.length; i += 3)
      own.push({ lane, bucket: cells[i]!, events: cells[i + 1]!, failures: cells[i + 2]! });
    return own;
  });
  return all.sort((a, b) => a.bucket - b.bucket || a.lane - b.lane);
}
