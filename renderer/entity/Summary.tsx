import type { Micros } from '../../shared/base/time.ts';
import type { EntityPage } from '../../shared/ipc/entity-methods.ts';
import type { Filter } from '../../shared/query/filter.ts';
import { duration, instant } from '../format/instant.ts';
import { count } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useDispatch } from '../state/store-context.tsx';
import { both, CountButton } from './rows.tsx';
import { E } from './strings.ts';

const FAILED: Filter = { kind: 'is', field: 'outcome', value: 'failure' };
const UNDATED: Filter = { kind: 'undated' };

/** How much, and from when to when. */
export function Summary({ page }: { readonly page: EntityPage }) {
  const zone = useZone();
  if (page.events === 0) {
    const known = page.mentions.length + page.facts.length + page.same.length > 0;
    return (
      <p className="entity-none" data-testid="entity-none">
        {known ? E.none : E.noneAtAll}
      </p>
    );
  }
  const { first, last, firstRow, lastRow, label, filter } = page;
  return (
    <div className="entity-summary">
      <p>
        <CountButton events={page.events} filter={filter} label={label} />
        {page.failures > 0 && (
          <CountButton
            events={page.failures}
            filter={both(filter, FAILED)}
            label={`${label} · failure`}
            text={E.failed(count(page.failures))}
          />
        )}
        {page.undated > 0 && (
          <CountButton
            events={page.undated}
            filter={both(filter, UNDATED)}
            label={`${label} · undated`}
            text={E.undated(count(page.undated))}
          />
        )}
      </p>
      {first !== null && last !== null && firstRow !== null && lastRow !== null && (
        <>
          <dl>
            <Moment name={first === last ? E.once : E.first} at={first} row={firstRow} zone={zone} />
            {first !== last && <Moment name={E.last} at={last} row={lastRow} zone={zone} />}
          </dl>
          {first !== last && <p className="entity-span quiet">{E.span(duration(last - first))}</p>}
        </>
      )}
    </div>
  );
}

interface MomentProps {
  readonly name: string;
  readonly at: Micros;
  readonly row: number;
  readonly zone: string;
}

function Moment({ name, at, row, zone }: MomentProps) {
  const dispatch = useDispatch();
  return (
    <div className="entity-moment">
      <dt className="quiet">{name}</dt>
      <dd>
        <button
          type="button"
          className="entity-link tabular"
          title={E.openRow}
          onClick={() => dispatch({ type: 'reveal', row, time: at })}
        >
          {instant(at, zone)} {zone}
        </button>
      </dd>
    </div>
  );
}
