import { ChevronDownIcon, ChevronRightIcon } from '@blueprintjs/icons';
import type { ChainStep, StoryLine } from '../../shared/analysis/chain-types.ts';
import { LogText } from '../components/LogText.tsx';
import { sourceColour, sourceOfWord } from '../components/sources.ts';
import { duration, instantParts } from '../format/instant.ts';
import { counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { PhaseSelect } from './PhaseSelect.tsx';
import { C } from './strings.ts';

interface Props {
  readonly line: StoryLine;
  /** The line's first step: its reason stands for the line's. */
  readonly step: ChainStep | null;
  /** The line begins another day than the one above. */
  readonly newDay: boolean;
  readonly isOpen: boolean;
  onToggle(): void;
}

/** One deed: when, what, from where, its phase and why it belongs; a click selects its first record everywhere. */
export function StoryLineView({ line, step, newDay, isOpen, onToggle }: Props) {
  const zone = useZone();
  const dispatch = useDispatch();
  const selected = useApp((state) => state.selectedRow !== null && line.rows.includes(state.selectedRow));
  const from = instantParts(line.from, zone);
  const [first] = line.rows;
  if (line.role === 'pause') {
    return (
      <div className="story-pause" data-testid="story-pause">
        <LogText text={line.text} />
      </div>
    );
  }
  const records = counted(line.count, 'record');
  return (
    <div className={`story-line story-${line.role}`}>
      {newDay && <h4 className="tabular">{from.date}</h4>}
      <div className={`story-deed ${selected ? 'story-deed-selected' : ''}`}>
        <button
          type="button"
          className="story-main"
          aria-pressed={selected}
          disabled={first === undefined}
          data-testid="story-line"
          onClick={() => first !== undefined && dispatch({ type: 'reveal', row: first, time: line.from })}
        >
          <Times line={line} />
          <span className="story-text">
            <LogText text={line.text} />
            {step?.via[0] !== undefined && (
              <span className="story-reason" title={step.via[0].why}>
                <LogText text={step.via[0].why} />
              </span>
            )}
          </span>
        </button>
        <div className="story-facts">
          <Source word={line.source} />
          {line.role === 'attacker' ? <PhaseSelect line={line} /> : <span>{line.phase}</span>}
          {line.link !== null && <span>{S.chain.link[line.link]}</span>}
          <button
            type="button"
            className="story-expand"
            aria-expanded={isOpen}
            title={isOpen ? C.hideSteps : C.showSteps(records)}
            data-testid="story-expand"
            onClick={onToggle}
          >
            {isOpen ? <ChevronDownIcon size={12} /> : <ChevronRightIcon size={12} />} {records}
          </button>
        </div>
      </div>
    </div>
  );
}

function Times({ line }: { readonly line: StoryLine }) {
  const zone = useZone();
  const from = instantParts(line.from, zone);
  const until = line.to - line.from >= 1_000_000 ? instantParts(line.to, zone) : null;
  return (
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
  );
}

function Source({ word }: { readonly word: string }) {
  const source = sourceOfWord(word);
  return (
    <span>
      {source !== null && <span className="source-mark-hue" style={{ background: sourceColour(source) }} />}
      {word}
    </span>
  );
}
