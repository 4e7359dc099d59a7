import { useRef } from 'react';
import { S } from '../strings.ts';
import type { Columns } from './use-columns.ts';

/** Headings that stay in sight; the line at their right edge is pulled to resize, and a double click fits it again. */
export function TableHead({ columns }: { readonly columns: Columns }) {
  const drag = useRef<{ startX: number; startPx: number } | null>(null);
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, which names its active row
    <div className="table-head" role="row" style={{ inlineSize: columns.totalPx }}>
      {columns.shown.map((column) => {
        const { widthPx } = column;
        return (
          // biome-ignore lint/a11y/useSemanticElements: part of the virtual grid
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={column.id}
            className="table-heading"
            role="columnheader"
            aria-label={S.table.name[column.id]}
            title={column.hint ?? S.table.name[column.id]}
            style={{ inlineSize: widthPx }}
          >
            {column.heading}
            {/* biome-ignore lint/a11y/noStaticElementInteractions: widths fit by themselves; pulling is for the pointer only */}
            <span
              className="table-resize"
              title={S.table.resize}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                drag.current = { startX: event.clientX, startPx: widthPx };
              }}
              onPointerMove={(event) => {
                if (drag.current === null) return;
                columns.pull(column.id, drag.current.startPx + event.clientX - drag.current.startX);
              }}
              onPointerUp={() => {
                drag.current = null;
              }}
              onDoubleClick={() => columns.fit(column.id)}
            />
          </div>
        );
      })}
    </div>
  );
}
