import { useMemo } from 'react';
import type { Chain, ChainStep, StoryLine } from '../../shared/analysis/chain-types.ts';
import { LogText } from '../components/LogText.tsx';
import { sourceColour, sourceOfWord } from '../components/sources.ts';
import { duration, instantParts } from '../format/instant.ts';
import { counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';

/** The story line by line, to the second; a click selects the first event of a line everywhere. */
export function ChainStory({ chain }: { readonly chain: Chain }) {
  const steps = useMemo(() => new Map(chain.steps.map((step) => [step.row, step])), [chain]);
  return (
    <ol className="story" data-testid="chain-story">
      {chain.story.map((line, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a story is never reordered, and two lines may be alike
          key={index}
          line={line}
          step={steps.get(line.rows[0] ?? -1) ?? null}
          dayBefore={chain.story[index - 1]?.from ?? null}
        />
      ))}
    </ol>
  );
}

interface LineProps {
  readonly line: StoryLine;
  readonly step: ChainStep | null;
  /** Instant of the line above, to say the day once. */
  readonly dayBefore: StoryLine['from'] | null;
}

function Line({ line, step, dayBefore }: LineProps) {
  const zone = useZone();
  const dispatch = useDispatch();
  const selected = useApp((state) => state.selectedRow !== null && line.rows.includes(state.selectedRow));
  const from = instantParts(line.from, zone);
  const newDay = dayBefore === null || instantParts(dayBefore, zone).date !== from.date;
  const until = line.to - line.from >= 1_000_000 ? instantParts(line.to, zone) : null;
  const [first] = line.rows;
  const source = sourceOfWord(line.source);
  if (line.role === 'pause') {
    return (
      <li className="story-pause">
        <LogText text={line.text} />
      </li>
    );
  }
  return (
    <li className={`story-line story-${line.role}`}>
      {newDay && <h4 className="tabular">{from.date}</h4>}
      <button
        type="button"
        aria-pressed={selected}
        disabled={first === undefined}
        data-testid="story-line"
        onClick={() => first !== undefined && dispatch({ type: 'reveal', row: first, time: line.from })}
      >
        <span className="story-time tabular">
          {from.time}
          {until !== null && (
            <span className="quiet" title={duration(line.to - line.from)}>
              {until.date === from.date ? (
                `–${until.time}`
              ) : (
                <>
                  <span className="story-until">–{until.date.slice(5)}</span> {until.time}
                </>
              )}
            </span>
          )}
        </span>
        <span className="story-text">
          <LogText text={line.text} />
        </span>
        <span className="story-why">
          {source !== null && (
            <span className="source-mark-hue" style={{ background: sourceColour(source) }} />
          )}
          {line.source} · {line.phase}
          {line.count > 1 && ` · ${counted(line.count, S.event)}`}
          {line.link !== null && ` · ${S.chain.link[line.link]}`}
        </span>
        {step?.via.slice(0, 1).map((via) => (
          <span key={via.why} className="story-why story-reason" title={via.why}>
            <LogText text={via.why} />
          </span>
        ))}
      </button>
    </li>
  );
}
