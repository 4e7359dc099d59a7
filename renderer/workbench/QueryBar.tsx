import { Button, InputGroup } from '@blueprintjs/core';
import { ArrowLeftIcon, ArrowRightIcon, CrossIcon, SearchIcon } from '@blueprintjs/icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import { ALL } from '../../shared/query/filter.ts';
import { asClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { count, millis } from '../format/number.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { isUnfiltered, wholeFilter } from '../state/terms.ts';
import { S } from '../strings.ts';
import { questionKey } from '../table/use-pages.ts';
import { FilterChips } from './FilterChips.tsx';
import { useMatched } from './matched.tsx';

interface QueryError {
  readonly message: string;
  /** 0-based place in the text, or null when the fault has none. */
  readonly position: number | null;
}
const TYPING_PAUSE_MS = 250;

/** The typed part of the filter: asked a moment after the last key, or at once with Enter. */
export function QueryBar() {
  const client = useClient();
  const dispatch = useDispatch();
  const filter = useApp((state) => state.filter);
  const revision = useApp((state) => state.revision);
  const past = useApp((state) => state.past.length);
  const future = useApp((state) => state.future.length);
  const [text, setText] = useState(filter.text);
  const [error, setError] = useState<QueryError | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(0);
  const matched = useMatched();
  const question = useMemo(() => questionKey(wholeFilter(filter), revision), [filter, revision]);

  /** The text that this bar itself brought into the filter. */
  const own = useRef(filter.text);
  // Back, forward and clear change the text from outside; our own answer must not undo what was typed since.
  useEffect(() => {
    if (filter.text === own.current) return;
    own.current = filter.text;
    asked.current += 1;
    setText(filter.text);
    setError(null);
  }, [filter.text]);

  async function ask(typed: string): Promise<void> {
    asked.current += 1;
    const mine = asked.current;
    if (typed.trim() === '') {
      setError(null);
      own.current = '';
      dispatch({ type: 'query', text: '', query: ALL });
      return;
    }
    try {
      const parsed = await client.call('query.parse', { text: typed });
      if (mine !== asked.current) return;
      setError(parsed.ok ? null : { message: parsed.message, position: parsed.position });
      if (!parsed.ok) return;
      own.current = typed;
      dispatch({ type: 'query', text: typed, query: parsed.filter });
    } catch (thrown) {
      if (mine === asked.current) setError({ message: asClientError(thrown).message, position: null });
    }
  }
  const askNow = useRef(ask);
  askNow.current = ask;

  useEffect(() => {
    if (text === filter.text) return;
    const timer = setTimeout(() => void askNow.current(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, filter.text]);

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const search = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const slash = event.key === '/' && !isTyping(event.target);
      if (search || slash) {
        event.preventDefault();
        input.current?.select();
      } else if (event.altKey && event.key === 'ArrowLeft') {
        event.preventDefault();
        dispatch({ type: 'filter.back' });
      } else if (event.altKey && event.key === 'ArrowRight') {
        event.preventDefault();
        dispatch({ type: 'filter.forward' });
      }
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [dispatch]);

  return (
    <div className="query-bar">
      <div className="query-line">
        <Button
          size="small"
          variant="minimal"
          icon={<ArrowLeftIcon />}
          disabled={past === 0}
          aria-label={S.query.back}
          title={S.query.back}
          data-testid="filter-back"
          onClick={() => dispatch({ type: 'filter.back' })}
        />
        <Button
          size="small"
          variant="minimal"
          icon={<ArrowRightIcon />}
          disabled={future === 0}
          aria-label={S.query.forward}
          title={S.query.forward}
          data-testid="filter-forward"
          onClick={() => dispatch({ type: 'filter.forward' })}
        />
        <InputGroup
          className="query-input"
          inputRef={input}
          size="small"
          leftIcon={<SearchIcon />}
          placeholder={S.query.placeholder}
          aria-label={S.query.label}
          aria-invalid={error !== null}
          spellCheck={false}
          value={text}
          maxLength={10_000}
          title={S.query.shortcut}
          {...(text === '' ? { rightElement: <kbd className="query-key">/</kbd> } : {})}
          data-testid="query-input"
          onValueChange={setText}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void ask(text);
          }}
        />
        <output
          className="query-count"
          aria-live="polite"
          aria-busy={matched.settled !== question}
          data-query={filter.text}
          data-testid="query-count"
        >
          {matched.total === null ? '' : S.query.count(count(matched.total), count(matched.of))}
          {matched.ms === null ? null : <span className="quiet"> · {millis(matched.ms)}</span>}
        </output>
        <Button
          size="small"
          variant="minimal"
          icon={<CrossIcon />}
          text={S.query.clear}
          disabled={isUnfiltered(filter) && text === ''}
          data-testid="filter-clear"
          onClick={() => {
            // What was typed may still be on its way to be understood: it must not come back.
            asked.current += 1;
            setText('');
            setError(null);
            dispatch({ type: 'filter.clear' });
          }}
        />
      </div>
      {matched.loading && <div className="busy-line" role="progressbar" aria-label={S.query.searching} />}
      {error !== null && <QueryProblem text={text} error={error} />}
      <FilterChips />
    </div>
  );
}

/** The text again with a caret under the place that was not understood. */
function QueryProblem({ text, error }: { readonly text: string; readonly error: QueryError }) {
  const before = visibleText(text.slice(0, error.position ?? 0));
  const after = visibleText(text.slice(error.position ?? 0));
  return (
    <div className="query-problem" role="alert" data-testid="query-error">
      {error.position !== null && (
        <code>
          {before}
          <mark>{after === '' ? ' ' : after.slice(0, 1)}</mark>
          {after.slice(1)}
        </code>
      )}
      <span>{visibleText(error.message)}</span>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
