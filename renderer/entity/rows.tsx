/** Numbers that open the events they count, and single events that can be selected. */

import { visibleText } from '../../shared/base/text.ts';
import type { EntityRow } from '../../shared/ipc/entity-methods.ts';
import type { Filter } from '../../shared/query/filter.ts';
import { LogText } from '../components/LogText.tsx';
import { instant } from '../format/instant.ts';
import { counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { usePanels } from '../workbench/panels.tsx';
import { E } from './strings.ts';

interface CountProps {
  readonly events: number;
  /** Finds exactly these events. */
  readonly filter: Filter;
  /** What the filter's chip says; log text. */
  readonly label: string;
  /** In place of `n events`. */
  readonly text?: string;
}

/** A number that fills the table with the events it counts, whatever was filtered before. */
export function CountButton({ events, filter, label, text }: CountProps) {
  const dispatch = useDispatch();
  const panels = usePanels();
  const words = counted(events, S.event);
  return (
    <button
      type="button"
      className="entity-count tabular"
      title={visibleText(E.openRows(label))}
      aria-label={visibleText(`${text ?? words}. ${E.openRows(label)}`)}
      data-testid="entity-count"
      data-events={events}
      onClick={() => {
        dispatch({ type: 'term.only', value: { filter, label } });
        panels.show('table');
      }}
    >
      {text ?? words}
    </button>
  );
}

export function both(a: Filter, b: Filter): Filter {
  return { kind: 'and', of: [a, b] };
}

/** One event in a line: a click selects it. */
export function RowButton({ row }: { readonly row: EntityRow }) {
  const zone = useZone();
  const dispatch = useDispatch();
  return (
    <button
      type="button"
      className="entity-row"
      title={E.openRow}
      data-testid="entity-row"
      onClick={() => dispatch({ type: 'reveal', row: row.row, time: row.time })}
    >
      <span className="quiet tabular">{row.time === null ? S.details.undated : instant(row.time, zone)}</span>
      <LogText text={row.message} />
    </button>
  );
}

/** Rows that stand by themselves, and how many more there are. */
export function RowLines({ rows, events }: { readonly rows: readonly EntityRow[]; readonly events: number }) {
  return (
    <ul className="entity-rows">
      {rows.map((row) => (
        <li key={row.row}>
          <RowButton row={row} />
        </li>
      ))}
      {events > rows.length && <li className="quiet">{E.more(counted(events - rows.length, S.event))}</li>}
    </ul>
  );
}
