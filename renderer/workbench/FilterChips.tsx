import { CrossIcon } from '@blueprintjs/icons';
import { visibleText } from '../../shared/base/text.ts';
import { instant } from '../format/instant.ts';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import type { Term } from '../state/terms.ts';
import { S } from '../strings.ts';

/** Every clicked part of the filter in words, each removable by itself. */
export function FilterChips() {
  const terms = useApp((state) => state.filter.terms);
  const brush = useApp((state) => state.filter.brush);
  const zone = useZone();
  const dispatch = useDispatch();
  if (terms.length === 0 && brush === null) return null;
  return (
    <ul className="chips" aria-label={S.query.active}>
      {brush !== null && (
        <li className="chip" data-testid="chip">
          <span className="chip-field">{S.query.time}</span>
          <span className="tabular">
            {instant(brush.from, zone)} – {instant(brush.to, zone)}
          </span>
          <Remove label={S.query.time} onClick={() => dispatch({ type: 'brush', brush: null })} />
        </li>
      )}
      {terms.map((term) => (
        <TermChip key={`${term.negate} ${term.group}`} term={term} />
      ))}
    </ul>
  );
}

function TermChip({ term }: { readonly term: Term }) {
  const dispatch = useDispatch();
  return (
    <li className={`chip ${term.negate ? 'chip-negated' : ''}`} data-testid="chip">
      <span className="chip-field">
        {S.fieldName(term.group)} {term.negate ? S.query.isNot : S.query.is}
      </span>
      {term.values.map((value, index) => (
        <span key={value.label} className="chip-value">
          {index > 0 && <span className="quiet">{S.query.or} </span>}
          <bdi>{visibleText(value.label)}</bdi>
          <Remove
            label={value.label}
            onClick={() => dispatch({ type: 'term.remove', filter: value.filter })}
          />
        </span>
      ))}
    </li>
  );
}

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      className="chip-remove"
      aria-label={S.query.remove(visibleText(label))}
      onClick={onClick}
    >
      <CrossIcon size={12} />
    </button>
  );
}
