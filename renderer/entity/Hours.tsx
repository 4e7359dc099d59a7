import { Button, SegmentedControl } from '@blueprintjs/core';
import { type MouseEvent, useCallback, useRef, useState } from 'react';
import type { EntityHours } from '../../shared/ipc/entity-methods.ts';
import { useCanvas, useWidth } from '../coverage/use-canvas.ts';
import { count, counted } from '../format/number.ts';
import { S } from '../strings.ts';
import { drawHours, HOUR_ROW_PX } from './draw.ts';
import { Scrollable } from './Scrollable.tsx';
import { Section } from './Section.tsx';
import { E } from './strings.ts';

/** In which hours of the week it is used to act: in UTC, and in the zone that the window shows. */
export function Hours({ hours }: { readonly hours: readonly EntityHours[] }) {
  const [zone, setZone] = useState<string | null>(null);
  const [table, setTable] = useState(false);
  const shown = hours.find((one) => one.zone === zone) ?? hours.at(-1);
  if (shown === undefined) return null;
  return (
    <Section
      title={E.hours}
      testId="entity-hours"
      aside={
        <>
          {hours.length > 1 && (
            <SegmentedControl
              size="small"
              value={shown.zone}
              options={hours.map((one) => ({ value: one.zone, label: one.zone }))}
              onValueChange={setZone}
            />
          )}
          <Button
            size="small"
            variant="minimal"
            text={table ? E.asPicture : E.asTable}
            data-testid="entity-hours-table"
            onClick={() => setTable(!table)}
          />
        </>
      }
    >
      {table ? <HoursTable hours={shown} /> : <HoursPicture hours={shown} />}
    </Section>
  );
}

function HoursPicture({ hours }: { readonly hours: EntityHours }) {
  const place = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(place);
  const [at, setAt] = useState<number | null>(null);
  const { counts } = hours;
  const draw = useCallback(
    (canvas: HTMLCanvasElement) => widthPx > 0 && drawHours(canvas, widthPx, counts),
    [widthPx, counts],
  );
  const canvas = useCanvas(draw);
  const busiest = counts.reduce((best, events, index) => (events > counts[best]! ? index : best), 0);
  const look = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const hour = Math.min(23, Math.floor(((event.clientX - box.left) / box.width) * 24));
    const day = Math.min(6, Math.floor((event.clientY - box.top) / HOUR_ROW_PX));
    setAt(day * 24 + Math.max(0, hour));
  };
  return (
    <div className="entity-hours">
      <ul className="entity-days quiet" aria-hidden>
        {E.days.map((day) => (
          <li key={day}>{day.slice(0, 2)}</li>
        ))}
      </ul>
      <div ref={place} className="entity-hours-picture">
        <canvas
          ref={canvas}
          role="img"
          aria-label={E.hoursLabel(E.hour(busiest))}
          onMouseMove={look}
          onMouseLeave={() => setAt(null)}
        />
        <div className="entity-hours-axis quiet tabular" aria-hidden>
          {['0', '6', '12', '18'].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
      </div>
      <p className="entity-lane-note quiet tabular">
        {at === null ? E.hoursNote(hours) : `${E.hour(at)} · ${counted(counts[at] ?? 0, S.event)}`}
      </p>
    </div>
  );
}

function HoursTable({ hours: { counts } }: { readonly hours: EntityHours }) {
  return (
    <Scrollable className="entity-table" label={E.hours}>
      <table>
        <thead>
          <tr>
            <th scope="col">{E.hours}</th>
            <th scope="col">{E.events}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map((events, index) =>
            events === 0 ? null : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour
              <tr key={index}>
                <td>{E.hour(index)}</td>
                <td className="tabular">{count(events)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </Scrollable>
  );
}
