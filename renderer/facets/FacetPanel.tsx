import { Button, InputGroup } from '@blueprintjs/core';
import { ChevronDownIcon, ChevronRightIcon, DisableIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { Facet, FacetField } from '../../shared/ipc/contract.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { useEntityMenu } from '../components/EntityMenu.tsx';
import { addressEntity, type Entity, identityEntity } from '../components/entity.ts';
import { Problem, Skeleton } from '../components/PanelState.tsx';
import { asSource, sourceColour, sourceLabel } from '../components/sources.ts';
import { count } from '../format/number.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { facetFilter, signOf } from '../state/terms.ts';
import { S } from '../strings.ts';

/** In the order of the questions: from which log, did it work, who, from where, what. */
const SECTIONS: readonly { readonly field: FacetField; readonly open: boolean }[] = [
  { field: 'source', open: true },
  { field: 'outcome', open: true },
  { field: 'identity', open: true },
  { field: 'srcIp', open: true },
  { field: 'category', open: true },
  { field: 'action', open: false },
  { field: 'dstIp', open: false },
];
const FEW = 6;
const MANY = 200;

export function FacetPanel() {
  return (
    <div className="facets panel-scroll">
      {SECTIONS.map((section) => (
        <FacetSection key={section.field} field={section.field} initiallyOpen={section.open} />
      ))}
    </div>
  );
}

function FacetSection({
  field,
  initiallyOpen,
}: {
  readonly field: FacetField;
  readonly initiallyOpen: boolean;
}) {
  const client = useClient();
  const filterState = useApp((state) => state.filter);
  const revision = useApp((state) => state.revision);
  const [open, setOpen] = useState(initiallyOpen);
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState('');
  const args = {
    filter: facetFilter(filterState, field),
    field,
    limit: all ? MANY : FEW,
    ...(search === '' ? {} : { search }),
  };
  const answer = useLatest(open ? JSON.stringify([args, revision]) : null, () =>
    client.call('events.facets', args),
  );
  const facets = answer.data?.facets ?? [];
  const distinct = answer.data?.distinct ?? 0;
  const Chevron = open ? ChevronDownIcon : ChevronRightIcon;
  const largest = Math.max(1, ...facets.map((facet) => facet.count));

  return (
    <section className="facet" data-testid={`facet-${field}`}>
      <h3>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Chevron size={12} />
          {S.facet[field]}
          {distinct > 0 && <span className="facet-distinct">{count(distinct)}</span>}
        </button>
      </h3>
      {open && answer.error !== null && <Problem error={answer.error} />}
      {open && answer.data === null && answer.loading && <Skeleton rows={3} />}
      {open && (all || search !== '') && (
        <InputGroup
          size="small"
          className="facet-search"
          placeholder={S.facets.search}
          aria-label={S.facets.search}
          value={search}
          onValueChange={setSearch}
        />
      )}
      {open && (
        <ul className={answer.loading ? 'stale' : ''}>
          {facets.map((facet) => (
            <FacetLine key={facet.value} facet={facet} field={field} share={facet.count / largest} />
          ))}
          {facets.length === 0 && answer.data !== null && (
            <li className="quiet facet-none">{S.facets.none}</li>
          )}
        </ul>
      )}
      {open && (distinct > FEW || all) && (
        <Button
          size="small"
          variant="minimal"
          className="facet-more"
          text={all ? S.facets.fewer : S.facets.more(count(distinct - Math.min(FEW, distinct)))}
          onClick={() => {
            setAll(!all);
            setSearch('');
          }}
        />
      )}
    </section>
  );
}

/** What has a page among the facets: people and addresses. */
function entityOfFacet(field: FacetField, { value, label }: Facet): Entity | null {
  if (field === 'identity') return identityEntity(value, label);
  return field === 'srcIp' || field === 'dstIp' ? addressEntity(value) : null;
}

interface LineProps {
  readonly facet: Facet;
  readonly field: FacetField;
  /** Of the largest count, for the bar. */
  readonly share: number;
}

/** Right click: the menu with the entity's page. A click wants the value, Alt and a click (or the button) refuses it; once more takes that back. */
function FacetLine({ facet, field, share }: LineProps) {
  const dispatch = useDispatch();
  const sign = useApp((state) => signOf(state.filter.terms, facet.filter));
  const source = field === 'source' ? asSource(facet.value) : null;
  const rawLabel = source === null ? facet.label : sourceLabel(source);
  const label = visibleText(rawLabel);
  const toggle = (negate: boolean) =>
    dispatch({ type: 'term.toggle', value: { filter: facet.filter, label: rawLabel }, negate });
  const menu = useEntityMenu();
  const entity = entityOfFacet(field, facet);
  const state = sign === null ? '' : sign ? 'facet-refused' : 'facet-wanted';
  return (
    <li className={`facet-line ${state}`}>
      <button
        type="button"
        className="facet-value"
        aria-pressed={sign === false}
        title={`${label}\n${S.facets.hint}`}
        data-testid="facet-value"
        onClick={(event) => toggle(event.altKey)}
        onContextMenu={(event) => {
          if (entity === null) return;
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          menu(entity, { x: box.left, y: box.bottom });
        }}
      >
        <span
          className="facet-bar"
          style={{
            inlineSize: `${Math.max(1, share * 100)}%`,
            ...(source === null ? {} : { background: sourceColour(source) }),
          }}
        />
        <bdi className="facet-label">{label}</bdi>
        <span className="facet-count tabular">{count(facet.count)}</span>
      </button>
      <button
        type="button"
        className="facet-exclude"
        aria-label={S.facets.exclude(label)}
        aria-pressed={sign === true}
        title={S.facets.exclude(label)}
        data-testid="facet-exclude"
        onClick={() => toggle(true)}
      >
        <DisableIcon size={12} />
      </button>
    </li>
  );
}
