import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { SourceMark } from '../components/SourceMark.tsx';
import { asSource } from '../components/sources.ts';
import { count } from '../format/number.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { signOf, UNDATED, undatedFilter } from '../state/terms.ts';
import { S } from '../strings.ts';

const MAX_SOURCES = 20;
/** Beside more of them there is no room for a sentence; it stands in the title as well. */
const FEW_SOURCES = 6;

/** A lane of its own for what has no time: counted by source, outside the axis, a click away. */
export function UndatedLane() {
  const client = useClient();
  const dispatch = useDispatch();
  const all = useApp((state) => state.case?.undated ?? 0);
  const filterState = useApp((state) => state.filter);
  const revision = useApp((state) => state.revision);
  const args = { filter: undatedFilter(filterState), field: 'source', limit: MAX_SOURCES } as const;
  const answer = useLatest(all > 0 ? JSON.stringify([args, revision]) : null, () =>
    client.call('events.facets', args),
  );
  if (all === 0) return null;
  const facets = answer.data?.facets ?? [];
  const matching = facets.reduce((sum, facet) => sum + facet.count, 0);
  const shown = signOf(filterState.terms, UNDATED) === false;
  return (
    <button
      type="button"
      className="undated-lane"
      aria-pressed={shown}
      title={`${shown ? S.undated.showAll : S.undated.show}\n${S.undated.never}`}
      data-testid="undated-lane"
      onClick={() => dispatch({ type: 'undated', label: S.undated.chip })}
    >
      <span className="undated-label">
        <strong>{S.undated.lane}</strong>
        <span className="tabular">
          {answer.data === null || matching === all ? count(all) : S.undated.of(count(matching), count(all))}
        </span>
      </span>
      <span className="undated-body">
        {facets.map((facet) => {
          const source = asSource(facet.value);
          return (
            <span key={facet.value} className="undated-source">
              {source === null ? null : <SourceMark source={source} />}
              <span className="tabular">{count(facet.count)}</span>
            </span>
          );
        })}
        {facets.length <= FEW_SOURCES && <span className="quiet undated-note">{S.undated.never}</span>}
      </span>
    </button>
  );
}
