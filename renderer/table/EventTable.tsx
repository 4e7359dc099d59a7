import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { EventRow } from '../../shared/ipc/contract.ts';
import { asClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { wholeFilter } from '../state/terms.ts';
import { S } from '../strings.ts';
import { useReportMatched } from '../workbench/matched.tsx';
import { usePanels } from '../workbench/panels.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { EventRows } from './EventRows.tsx';
import { textMeasure } from './measure.ts';
import { PAGE_ROWS } from './pages.ts';
import { ROW_PX, rowWindow, scrollHeight } from './row-window.ts';
import { TableHead } from './TableHead.tsx';
import { useColumns } from './use-columns.ts';
import { type EventPages, useEventPages } from './use-pages.ts';
import { useRowScroll } from './use-row-scroll.ts';

const HEAD_PX = 24;
const FONT = '13px "Segoe UI", Inter, Cantarell, "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** The matching events, a row each, in step with the timeline. */
export function EventTable() {
  const dispatch = useDispatch();
  const panels = usePanels();
  const filterState = useApp((state) => state.filter);
  const revision = useApp((state) => state.revision);
  const selectedRow = useApp((state) => state.selectedRow);
  const filter = useMemo(() => wholeFilter(filterState), [filterState]);
  const pages = useEventPages(filter, revision);
  const scroll = useRowScroll(pages.total, HEAD_PX);
  const measure = useMemo(() => textMeasure(FONT), []);
  const sample = useSample(pages);
  const columns = useColumns(sample, scroll.viewWidthPx, measure);
  const report = useReportMatched();
  /** Index of the selected row in the list, as far as known. */
  const [cursor, setCursor] = useState<number | null>(null);
  const [hidden, setHidden] = useState(false);
  const { first, last } = rowWindow(scroll.offset, pages.total, scroll.viewPx);

  useEffect(() => {
    const total = pages.cache === null ? null : pages.total;
    report({ total, ms: pages.ms, loading: pages.loading, settled: pages.settled });
  }, [report, pages.cache, pages.total, pages.ms, pages.loading, pages.settled]);

  useEffect(() => {
    if (pages.total > 0) pages.cache?.want(first, last);
  }, [pages.cache, pages.total, first, last]);

  useFollow({ pages, filter, scroll, selectedRow, setCursor, setHidden });

  /** Index that the keyboard went to before its row was there. */
  const awaited = useRef<{ key: string; index: number } | null>(null);

  function select(index: number): void {
    const row = pages.cache?.row(index);
    setCursor(index);
    scroll.show(index, 'nearest');
    awaited.current = row === undefined ? { key: pages.key, index } : null;
    if (row !== undefined) dispatch({ type: 'reveal', row: row.row, time: row.time });
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version of the pages is what may bring the awaited row
  useEffect(() => {
    const row = awaited.current?.key === pages.key ? pages.cache?.row(awaited.current.index) : undefined;
    if (row === undefined) return;
    awaited.current = null;
    dispatch({ type: 'reveal', row: row.row, time: row.time });
  }, [dispatch, pages.key, pages.version]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || pages.total === 0) return;
    if (event.key === 'Enter') {
      panels.show('details');
      return;
    }
    const next = cursorAfter(
      event.key,
      cursor,
      pages.total,
      Math.max(1, Math.floor(scroll.viewPx / ROW_PX) - 1),
    );
    if (next === null) return;
    event.preventDefault();
    select(next);
  }

  if (pages.error !== null) return <Problem error={pages.error} />;
  if (pages.cache === null) return <Skeleton rows={12} />;
  if (pages.total === 0) return <NoRows />;
  return (
    <div className={`table ${pages.loading ? 'stale' : ''}`} data-testid="table">
      {hidden && (
        <div className="table-note" role="status">
          {S.table.selectedHidden}
          <button type="button" onClick={() => dispatch({ type: 'filter.clear' })}>
            {S.query.clear}
          </button>
        </div>
      )}
      <ColumnMenu columns={columns} />
      {/* biome-ignore lint/a11y/useSemanticElements: millions of rows cannot stand in a <table> */}
      <div
        ref={scroll.scrollRef}
        className="table-scroll"
        role="grid"
        aria-label={S.panel.table}
        aria-rowcount={pages.total}
        aria-activedescendant={cursor === null ? undefined : `row-${cursor}`}
        tabIndex={0}
        onScroll={scroll.onScroll}
        onKeyDown={onKeyDown}
      >
        <TableHead columns={columns} />
        <div
          className="table-canvas"
          style={{ blockSize: scrollHeight(pages.total), inlineSize: columns.totalPx }}
        >
          <EventRows
            cache={pages.cache}
            version={pages.version}
            first={first}
            last={last}
            topIndex={Math.ceil(scroll.offset / ROW_PX)}
            shiftPx={scroll.scrollTop - scroll.offset}
            columns={columns.shown}
            measure={measure}
            onSelect={select}
          />
        </div>
      </div>
    </div>
  );
}

/** Where a key moves the cursor; null for keys that do not move it. */
function cursorAfter(key: string, cursor: number | null, total: number, pageRows: number): number | null {
  const at = cursor ?? -1;
  const moves: Readonly<Record<string, number>> = {
    j: at + 1,
    ArrowDown: at + 1,
    k: at - 1,
    ArrowUp: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: total - 1,
  };
  const next = moves[key];
  return next === undefined ? null : Math.max(0, Math.min(next, total - 1));
}

/** The rows that columns are fitted to: the first page at hand of each question. */
function useSample(pages: EventPages): readonly EventRow[] {
  const kept = useRef<{ key: string; rows: readonly EventRow[] }>({ key: '', rows: [] });
  if (pages.cache !== null && kept.current.key !== pages.key) {
    const rows: EventRow[] = [];
    for (let index = 0; index < PAGE_ROWS; index += 1) {
      const row = pages.cache.row(index);
      if (row !== undefined) rows.push(row);
    }
    kept.current = { key: pages.key, rows };
  }
  return kept.current.rows;
}

interface Follow {
  readonly pages: EventPages;
  readonly filter: ReturnType<typeof wholeFilter>;
  readonly scroll: ReturnType<typeof useRowScroll>;
  readonly selectedRow: number | null;
  setCursor(index: number | null): void;
  setHidden(hidden: boolean): void;
}

/** Keeps the table where the rest of the window is: at the selected event, else at the start of the timeline's window. */
function useFollow({ pages, filter, scroll, selectedRow, setCursor, setHidden }: Follow): void {
  const client = useClient();
  const dispatch = useDispatch();
  const windowRest = useApp((state) => state.windowRest);
  const windowFrom = useApp((state) => state.window.from);
  const { show, toTop } = scroll;
  const latest = useRef({ pages, filter, windowFrom });
  latest.current = { pages, filter, windowFrom };
  const answered = useRef('');

  useEffect(() => {
    if (pages.key === '') return;
    const asked = JSON.stringify(latest.current.filter);
    const sameQuestion = asked === answered.current;
    answered.current = asked;
    if (selectedRow === null) {
      setCursor(null);
      setHidden(false);
      // New content of the case under the same question leaves the reader where he is.
      if (!sameQuestion) toTop(0);
      return;
    }
    const near = latest.current.pages.cache?.findIndex((row) => row.row === selectedRow) ?? -1;
    if (near >= 0) {
      setCursor(near);
      setHidden(false);
      show(near, 'middle');
      return;
    }
    let current = true;
    client
      .call('events.locate', { filter: latest.current.filter, row: selectedRow })
      .then(({ offset }) => {
        if (!current) return;
        setCursor(offset);
        setHidden(offset === null);
        if (offset !== null) show(offset, 'middle');
      })
      .catch((thrown: unknown) => {
        const { message, advice } = asClientError(thrown);
        if (current) dispatch({ type: 'notice', intent: 'problem', message, advice });
      });
    return () => {
      current = false;
    };
  }, [client, dispatch, selectedRow, pages.key, show, toTop, setCursor, setHidden]);

  useEffect(() => {
    if (windowRest === 0) return;
    let current = true;
    client
      .call('events.locate', { filter: latest.current.filter, time: latest.current.windowFrom })
      .then(({ offset }) => {
        if (current && offset !== null) toTop(offset);
      })
      .catch((thrown: unknown) => {
        const { message, advice } = asClientError(thrown);
        if (current) dispatch({ type: 'notice', intent: 'problem', message, advice });
      });
    return () => {
      current = false;
    };
  }, [client, dispatch, windowRest, toTop]);
}

function NoRows() {
  const dispatch = useDispatch();
  const empty = useApp((state) => state.case?.events === 0);
  if (empty) return <Empty title={S.table.emptyCaseTitle} advice={S.table.emptyCaseAdvice} />;
  const action = { text: S.query.clear, onClick: () => dispatch({ type: 'filter.clear' }) };
  return <Empty title={S.table.noMatchTitle} advice={S.table.noMatchAdvice} action={action} />;
}
