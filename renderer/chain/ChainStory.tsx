import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ChainStep } from '../../shared/analysis/chain-types.ts';
import { stepsByRow } from '../../shared/analysis/correlate/path.ts';
import type { ComputedChain } from '../../shared/ipc/chain-methods.ts';
import type { EventRow } from '../../shared/ipc/contract.ts';
import { LogText } from '../components/LogText.tsx';
import { instantParts } from '../format/instant.ts';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { useActs } from './acts-context.tsx';
import { linesByRow, type Opened, type StoryItem, storyItems } from './items.ts';
import { StoryLineView } from './StoryLineView.tsx';
import { C } from './strings.ts';
import { useEventRows } from './use-event-rows.ts';
import { Why } from './Why.tsx';

const LINE_PX = 66;
const STEP_PX = 26;
const WHY_PX = 180;
/** Rows kept beyond the edges, so that a turn of the wheel never shows a hole. */
const OVERSCAN = 12;

/** The story line by line, to the second; a line opens to its records, a record to its reasons. */
export function ChainStory({ chain }: { readonly chain: ComputedChain }) {
  const zone = useZone();
  const scroll = useRef<HTMLDivElement>(null);
  const selected = useApp((state) => state.selectedRow);
  const [opened, setOpened] = useState<Opened>({ line: null, step: null });
  const steps = useMemo(() => stepsByRow(chain), [chain]);
  const lineOf = useMemo(() => linesByRow(chain), [chain]);
  const items = useMemo(
    () => storyItems(chain, steps, opened, (line) => instantParts(line.from, zone).date),
    [chain, steps, opened, zone],
  );
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => sizeOf(items[index]!),
    getItemKey: (index) => keyOf(items[index]!),
    overscan: OVERSCAN,
  });
  const shown = virtual.getVirtualItems();
  const rows = useEventRows(
    shown.flatMap(({ index }) => {
      const item = items[index];
      return item?.kind === 'step' ? [item.step.row] : [];
    }),
  );

  // A record that is selected elsewhere is brought into sight by its line.
  const line = selected === null ? undefined : lineOf.get(selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, not a line that was opened
  useEffect(() => {
    const index = items.findIndex((item) => item.kind === 'line' && item.index === line);
    if (index >= 0 && opened.line !== line) virtual.scrollToIndex(index, { align: 'auto' });
  }, [line]);

  return (
    <div ref={scroll} className="story-scroll" data-testid="chain-story">
      <div className="story" style={{ blockSize: virtual.getTotalSize() }}>
        {shown.map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className="story-item"
            style={{ transform: `translateY(${start}px)` }}
          >
            <Item
              chain={chain}
              item={items[index]!}
              steps={steps}
              rows={rows}
              opened={opened}
              onOpen={setOpened}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

interface ItemProps {
  readonly chain: ComputedChain;
  readonly item: StoryItem;
  readonly steps: ReadonlyMap<number, ChainStep>;
  readonly rows: ReadonlyMap<number, EventRow>;
  readonly opened: Opened;
  onOpen(opened: Opened): void;
}

function Item({ chain, item, steps, rows, opened, onOpen }: ItemProps) {
  switch (item.kind) {
    case 'line': {
      const { line, index, newDay } = item;
      const isOpen = opened.line === index;
      return (
        <StoryLineView
          line={line}
          step={steps.get(line.rows[0] ?? -1) ?? null}
          newDay={newDay}
          isOpen={isOpen}
          onToggle={() => onOpen({ line: isOpen ? null : index, step: null })}
        />
      );
    }
    case 'step': {
      const { step, line } = item;
      const isOpen = opened.step === step.row;
      return (
        <Step
          step={step}
          row={rows.get(step.row)}
          isOpen={isOpen}
          onToggle={() => onOpen({ line, step: isOpen ? null : step.row })}
        />
      );
    }
    case 'why':
      return <Why chain={chain} step={item.step} />;
    default:
      return item satisfies never;
  }
}

interface StepProps {
  readonly step: ChainStep;
  readonly row: EventRow | undefined;
  readonly isOpen: boolean;
  onToggle(): void;
}

function Step({ step, row, isOpen, onToggle }: StepProps) {
  const zone = useZone();
  const dispatch = useDispatch();
  const acts = useActs();
  const selected = useApp((state) => state.selectedRow === step.row);
  const label = row?.message ?? step.event;
  return (
    <div className={`story-step ${selected ? 'story-step-selected' : ''}`} data-testid="story-step">
      <button
        type="button"
        className="story-step-record"
        aria-pressed={selected}
        onClick={() => dispatch({ type: 'reveal', row: step.row, time: step.time })}
        onContextMenu={(event) => {
          event.preventDefault();
          acts.menu({ row: step.row, id: step.event, label }, { x: event.clientX, y: event.clientY });
        }}
      >
        <span className="tabular quiet">
          {step.time === null ? C.undated : instantParts(step.time, zone).time}
        </span>
        <span className="story-step-text" title={row?.message}>
          <LogText text={row?.message ?? '…'} />
        </span>
      </button>
      {step.verdict !== null && <em className="story-step-verdict">{step.verdict}</em>}
      <button
        type="button"
        className="story-step-why"
        aria-expanded={isOpen}
        title={C.why}
        aria-label={`${C.why} ${label}`}
        data-testid="step-why"
        onClick={onToggle}
      >
        ?
      </button>
    </div>
  );
}

function sizeOf(item: StoryItem): number {
  return item.kind === 'line' ? LINE_PX : item.kind === 'step' ? STEP_PX : WHY_PX;
}

function keyOf(item: StoryItem): string {
  return item.kind === 'line' ? `line ${item.index}` : `${item.kind} ${item.step.row}`;
}
