import { CaretDownIcon, CaretUpIcon } from '@blueprintjs/icons';
import { type ReactNode, useMemo, useState } from 'react';
import { G } from './strings.ts';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  /** What it sorts by; null stands last either way. */
  value(row: T): string | number | null;
  cell(row: T): ReactNode;
  readonly number?: boolean;
}

interface Props<T> {
  readonly caption: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  keyOf(row: T): string;
  /** A row of its own below another one; null for none. */
  below?(row: T): ReactNode;
  readonly testId: string;
}

/** A small table that sorts by any column; as given until one is chosen. */
export function SortTable<T>({ caption, rows, columns, keyOf, below, testId }: Props<T>) {
  const [sort, setSort] = useState<{ readonly key: string; readonly up: boolean } | null>(null);
  const sorted = useMemo(() => {
    const column = columns.find(({ key }) => key === sort?.key);
    return column === undefined || sort === null ? rows : sortedBy(rows, column, sort.up);
  }, [rows, columns, sort]);
  return (
    <section className="graph-table">
      <h3 id={`${testId}-title`}>
        {caption} <span className="quiet tabular">{rows.length}</span>
      </h3>
      {rows.length === 0 ? (
        <p className="quiet">{G.tables.none}</p>
      ) : (
        <table className="plain-table" aria-labelledby={`${testId}-title`} data-testid={testId}>
          <thead>
            <tr>
              {columns.map(({ key, title, number }) => {
                const state = sort?.key !== key ? 'none' : sort.up ? 'ascending' : 'descending';
                return (
                  <th key={key} scope="col" className={number ? 'number' : undefined} aria-sort={state}>
                    <button
                      type="button"
                      title={G.tables.sort(title)}
                      onClick={() => setSort({ key, up: state !== 'ascending' })}
                    >
                      {title}
                      {state === 'ascending' && <CaretUpIcon size={12} />}
                      {state === 'descending' && <CaretDownIcon size={12} />}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          {sorted.map((row) => {
            const more = below?.(row) ?? null;
            return (
              <tbody key={keyOf(row)}>
                <tr>
                  {columns.map((column) => (
                    <td key={column.key} className={column.number ? 'number' : undefined}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
                {more !== null && (
                  <tr>
                    <td colSpan={columns.length}>{more}</td>
                  </tr>
                )}
              </tbody>
            );
          })}
        </table>
      )}
    </section>
  );
}

function sortedBy<T>(rows: readonly T[], column: Column<T>, up: boolean): readonly T[] {
  const keyed = rows.map((row) => ({ row, value: column.value(row) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    const order =
      typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : String(a.value).localeCompare(String(b.value));
    return up ? order : -order;
  });
  return keyed.map(({ row }) => row);
}
