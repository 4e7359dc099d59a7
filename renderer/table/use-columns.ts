/** The widths in force: what the analyst pulled, else what fits the page. */
import { useCallback, useMemo, useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { EventRow } from '../../shared/ipc/contract.ts';
import { remember, remembered } from '../state/preferences.ts';
import { fitColumns, wantedWidth } from './column-sizing.ts';
import { COLUMNS, type ColumnId } from './columns.ts';

type Pulled = Partial<Record<ColumnId, number>>;
const NARROWEST_PX = 32;

function rememberedWidths(): Pulled {
  try {
    const stored: unknown = JSON.parse(remembered('columns') ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Pulled) : {};
  } catch {
    return {};
  }
}

export interface ColumnWidths {
  readonly widthsPx: readonly number[];
  readonly totalPx: number;
  pull(column: ColumnId, widthPx: number): void;
  /** Gives the column back to its content. */
  fit(column: ColumnId): void;
}

/** `sample`: the rows that the widths must fit, one page of the current question. */
export function useColumns(
  sample: readonly EventRow[],
  viewPx: number,
  measure: (text: string) => number,
): ColumnWidths {
  const [pulled, setPulled] = useState<Pulled>(rememberedWidths);

  const wantedPx = useMemo(
    () =>
      COLUMNS.map((column) => {
        // The message is a sentence: it is read where there is room, and whole in the details.
        const cells =
          column.id === 'message' ? [] : sample.map((row) => measure(visibleText(column.text(row))));
        const alwaysPx = Math.max(...[column.heading, ...(column.always ?? [])].map(measure));
        return wantedWidth(alwaysPx, cells, column);
      }),
    [sample, measure],
  );
  const widthsPx = useMemo(() => {
    const wanted = COLUMNS.map((column, index) => pulled[column.id] ?? wantedPx[index] ?? column.minPx);
    const tight = COLUMNS.map((column) => pulled[column.id] ?? column.tightPx);
    return fitColumns(wanted, tight, viewPx);
  }, [wantedPx, pulled, viewPx]);

  const change = useCallback((next: (old: Pulled) => Pulled) => {
    setPulled((old) => {
      const widths = next(old);
      remember('columns', JSON.stringify(widths));
      return widths;
    });
  }, []);

  return {
    widthsPx,
    totalPx: widthsPx.reduce((sum, width) => sum + width, 0),
    pull: (column, widthPx) =>
      change((old) => ({ ...old, [column]: Math.max(NARROWEST_PX, Math.round(widthPx)) })),
    fit: (column) =>
      change((old) => {
        const { [column]: _given, ...rest } = old;
        return rest;
      }),
  };
}
