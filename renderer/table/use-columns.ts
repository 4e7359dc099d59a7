/** The columns in force: those the analyst chose, else those that fit; at the widths he pulled, else what fits the page. */
import { useCallback, useMemo, useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { EventRow } from '../../shared/ipc/contract.ts';
import { remember, remembered } from '../state/preferences.ts';
import { columnsThatFit, fitColumns, wantedWidth } from './column-sizing.ts';
import { COLUMN_IDS, COLUMNS, type Column, type ColumnId } from './columns.ts';

type Pulled = Partial<Record<ColumnId, number>>;
const NARROWEST_PX = 32;

function parsed(key: 'columns' | 'columns-shown'): unknown {
  try {
    return JSON.parse(remembered(key) ?? 'null');
  } catch {
    return null;
  }
}

function rememberedWidths(): Pulled {
  const stored = parsed('columns');
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(([, width]) => typeof width === 'number' && width >= NARROWEST_PX),
  );
}

function rememberedChoice(): readonly ColumnId[] | null {
  const stored = parsed('columns-shown');
  if (!Array.isArray(stored)) return null;
  const chosen = COLUMN_IDS.filter((id) => stored.includes(id));
  return chosen.length === 0 ? null : chosen;
}

export interface ShownColumn extends Column {
  readonly widthPx: number;
}

export interface Columns {
  readonly shown: readonly ShownColumn[];
  readonly totalPx: number;
  /** True once the analyst chose for himself. */
  readonly chosen: boolean;
  pull(column: ColumnId, widthPx: number): void;
  /** Gives the column back to its content. */
  fit(column: ColumnId): void;
  toggle(column: ColumnId): void;
  /** As many as fit again, at widths that fit. */
  reset(): void;
}

/** `sample`: the rows that the widths must fit, one page of the current question. */
export function useColumns(
  sample: readonly EventRow[],
  viewPx: number,
  measure: (text: string) => number,
): Columns {
  const [pulled, setPulled] = useState<Pulled>(rememberedWidths);
  const [choice, setChoice] = useState<readonly ColumnId[] | null>(rememberedChoice);

  const wantedPx = useMemo(
    () =>
      new Map(
        COLUMNS.map((column) => {
          // The sentence is read where there is room, and whole in the details.
          const cells =
            column.id === 'what' ? [] : sample.map((row) => measure(visibleText(column.text(row))));
          const alwaysPx = Math.max(...[column.heading, ...(column.always ?? [])].map(measure));
          return [column.id, wantedWidth(alwaysPx, cells, column)];
        }),
      ),
    [sample, measure],
  );
  const shown = useMemo(() => {
    const columns =
      choice === null
        ? columnsThatFit(COLUMNS, viewPx)
        : COLUMNS.filter((column) => choice.includes(column.id));
    const widths = fitColumns(
      columns.map((column) => pulled[column.id] ?? wantedPx.get(column.id) ?? column.minPx),
      columns.map((column) => pulled[column.id] ?? column.tightPx),
      viewPx,
    );
    return columns.map(
      (column, index): ShownColumn => ({ ...column, widthPx: widths[index] ?? column.minPx }),
    );
  }, [wantedPx, pulled, choice, viewPx]);

  const changeWidths = useCallback((next: (old: Pulled) => Pulled) => {
    setPulled((old) => {
      const widths = next(old);
      remember('columns', JSON.stringify(widths));
      return widths;
    });
  }, []);
  const choose = (next: readonly ColumnId[] | null) => {
    setChoice(next);
    remember('columns-shown', JSON.stringify(next));
  };

  return {
    shown,
    totalPx: shown.reduce((sum, column) => sum + column.widthPx, 0),
    chosen: choice !== null,
    pull: (column, widthPx) =>
      changeWidths((old) => ({ ...old, [column]: Math.max(NARROWEST_PX, Math.round(widthPx)) })),
    fit: (column) =>
      changeWidths((old) => {
        const { [column]: _given, ...rest } = old;
        return rest;
      }),
    toggle: (column) => {
      const now = shown.map(({ id }) => id);
      const next = now.includes(column) ? now.filter((id) => id !== column) : [...now, column];
      if (next.length > 0) choose(next);
    },
    reset: () => {
      choose(null);
      changeWidths(() => ({}));
    },
  };
}
