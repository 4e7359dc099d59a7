import { memo } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { EventRow } from '../../shared/ipc/contract.ts';
import { useActs } from '../chain/acts-context.tsx';
import { useEntityButton } from '../components/EntityMenu.tsx';
import type { Entity } from '../components/entity.ts';
import { OutcomeMark } from '../components/OutcomeMark.tsx';
import { SourceMark } from '../components/SourceMark.tsx';
import { type InstantParts, instantParts } from '../format/instant.ts';
import { litChain, useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { middleEllipsis, PADDING_PX } from './column-sizing.ts';
import type { PageCache } from './pages.ts';
import { ROW_PX } from './row-window.ts';
import type { ShownColumn } from './use-columns.ts';

/** A mail address is told by its beginning, and its domain is shared: it is cut at its end. */
const EMAIL = /^[^\s/:@]+@[^\s/:@]+$/;

interface RowsProps {
  readonly cache: PageCache<EventRow>;
  /** Only says that the cache has new rows. */
  readonly version: number;
  readonly first: number;
  readonly last: number;
  /** First row that is wholly in sight: it always names its day. */
  readonly topIndex: number;
  /** What the browser's scroll position differs from the place in the full height. */
  readonly shiftPx: number;
  readonly columns: readonly ShownColumn[];
  readonly measure: (text: string) => number;
  onSelect(index: number): void;
}

export function EventRows({ cache, first, last, topIndex, shiftPx, columns, measure, onSelect }: RowsProps) {
  const zone = useZone();
  const selectedRow = useApp((state) => state.selectedRow);
  const chain = useApp((state) => litChain(state)?.rows ?? null);
  const rows: React.JSX.Element[] = [];
  let before: InstantParts | null = null;
  for (let index = first; index < last; index += 1) {
    const row = cache.row(index);
    const parts = row?.time == null ? null : instantParts(row.time, zone);
    const top = index * ROW_PX + shiftPx;
    if (row === undefined) {
      rows.push(
        <div
          key={index}
          className="table-row table-row-waiting"
          style={{ transform: `translateY(${top}px)` }}
        />,
      );
    } else {
      rows.push(
        <Row
          key={index}
          index={index}
          row={row}
          topPx={top}
          parts={parts}
          namesDay={index === topIndex || parts?.date !== before?.date}
          newSecond={parts?.time !== before?.time}
          selected={row.row === selectedRow}
          inChain={chain === null ? null : chain.has(row.row)}
          columns={columns}
          measure={measure}
          onSelect={onSelect}
        />,
      );
    }
    before = parts;
  }
  return <>{rows}</>;
}

interface RowProps {
  readonly index: number;
  readonly row: EventRow;
  readonly topPx: number;
  readonly parts: InstantParts | null;
  readonly namesDay: boolean;
  readonly newSecond: boolean;
  readonly selected: boolean;
  /** Null when no chain is shown. */
  readonly inChain: boolean | null;
  readonly columns: readonly ShownColumn[];
  readonly measure: (text: string) => number;
  onSelect(index: number): void;
}

const Row = memo(function Row(props: RowProps) {
  const { index, row, selected, inChain, columns } = props;
  const acts = useActs();
  const chainClass = inChain === null ? '' : inChain ? 'table-row-chain' : 'table-row-dim';
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the virtual grid
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    <div
      id={`row-${index}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      className={`table-row ${selected ? 'table-row-selected' : ''} ${chainClass}`}
      style={{ transform: `translateY(${props.topPx}px)` }}
      data-testid="table-row"
      data-row={row.row}
      onClick={() => props.onSelect(index)}
      onContextMenu={(event) => {
        // A value with a menu of its own has answered already.
        if (event.defaultPrevented) return;
        event.preventDefault();
        props.onSelect(index);
        acts.menu({ row: row.row, id: row.id, label: row.message }, { x: event.clientX, y: event.clientY });
      }}
    >
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: part of the virtual grid
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <div
          key={column.id}
          role="gridcell"
          className={`table-cell cell-${column.id}`}
          style={{ inlineSize: column.widthPx }}
        >
          <Cell column={column} {...props} />
        </div>
      ))}
    </div>
  );
});

function Cell({ column, ...props }: RowProps & { readonly column: ShownColumn }) {
  const { row } = props;
  if (column.id === 'time') return <TimeCell {...props} />;
  const text = visibleText(column.text(row));
  const entity = column.entity(row);
  if (column.id === 'source' && entity !== null) {
    return (
      <Pivot entity={entity}>
        <SourceMark source={row.source} />
      </Pivot>
    );
  }
  if (column.id === 'outcome' && entity !== null) {
    return (
      <Pivot entity={entity}>
        <OutcomeMark outcome={row.outcome} />
      </Pivot>
    );
  }
  const headShare = EMAIL.test(text) ? 1 : column.headShare;
  const shown =
    column.headShare < 1 ? middleEllipsis(text, column.widthPx - PADDING_PX, props.measure, headShare) : text;
  const content = <bdi title={column.id === 'what' ? visibleText(row.message) : text}>{shown}</bdi>;
  return entity === null ? content : <Pivot entity={entity}>{content}</Pivot>;
}

interface PivotProps {
  readonly entity: Entity;
  readonly children: React.JSX.Element;
}

/** The value opens its page or menu; the click also selects the row, so that both speak of the same event. */
function Pivot({ entity, children }: PivotProps) {
  return (
    <button type="button" tabIndex={-1} className="cell-pivot" {...useEntityButton(entity)}>
      {children}
    </button>
  );
}

function TimeCell({ parts, namesDay, newSecond }: RowProps) {
  if (parts === null) return <span className="quiet">{S.details.undated}</span>;
  return (
    <>
      <span className={`cell-date ${namesDay ? '' : 'cell-date-same'}`}>{parts.date}</span>
      <span className={newSecond ? 'cell-clock' : 'cell-clock quiet'}>
        {parts.time}
        <span className="quiet">{parts.fraction}</span>
      </span>
    </>
  );
}
