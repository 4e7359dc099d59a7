import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { EntityList, EntityPage, EntityValue } from '../../shared/ipc/entity-methods.ts';
import { addressFacts } from '../../shared/report/address-words.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { entityOf } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { instant, minute } from '../format/instant.ts';
import { count } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { both, CountButton } from './rows.tsx';
import { Section } from './Section.tsx';
import { E } from './strings.ts';

interface Props {
  readonly page: EntityPage;
  /** Values that a closed list shows. */
  readonly few: number;
  /** Asks for more values. */
  onMore(): void;
}

/** Where, with whom, with what and on what. */
export function ValueLists({ page, few, onMore }: Props) {
  return page.lists.map((list) => (
    <ValueList key={`${list.of} ${list.type}`} page={page} list={list} few={few} onMore={onMore} />
  ));
}

function ValueList({ page, list, few, onMore }: Props & { readonly list: EntityList }) {
  const [open, setOpen] = useState(false);
  const shown = open ? list.values : list.values.slice(0, few);
  const beyond = list.distinct - list.values.length;
  const title = E.list(list.of, list.type);
  return (
    <Section
      title={title}
      aside={list.distinct > 1 ? <span className="quiet tabular">{count(list.distinct)}</span> : null}
      testId={`entity-list-${list.type ?? list.of}`}
    >
      <ul className="entity-values">
        {shown.map((value) => (
          <Value key={JSON.stringify(value.filter)} page={page} value={value} />
        ))}
      </ul>
      {open && beyond > 0 && <p className="quiet">{E.beyond(count(beyond))}</p>}
      {list.distinct > few && (
        <Button
          size="small"
          variant="minimal"
          className="facet-more"
          aria-expanded={open}
          aria-label={`${title}: ${open ? E.fewer : E.more(count(list.distinct - few))}`}
          text={open ? E.fewer : E.more(count(list.distinct - few))}
          data-testid="entity-more"
          onClick={() => {
            setOpen(!open);
            onMore();
          }}
        />
      )}
    </Section>
  );
}

function Value({ page, value }: { readonly page: EntityPage; readonly value: EntityValue }) {
  const zone = useZone();
  const { ref, label, events, failures, first, last } = value;
  const notes = [
    ...(first === null || last === null
      ? []
      : [first === last ? minute(first, zone) : `${minute(first, zone)} – ${minute(last, zone)}`]),
    ...(failures > 0 ? [E.failed(count(failures))] : []),
    ...(value.address === null ? [] : [addressFacts(value.address)]),
  ];
  return (
    <li>
      <span className="entity-value-name">
        {ref === null ? <LogText text={label} /> : <EntityLink entity={entityOf(ref, label)} />}
      </span>
      <CountButton
        events={events}
        filter={both(page.filter, value.filter)}
        label={`${page.label} · ${label}`}
        text={count(events)}
      />
      <span
        className="entity-value-notes quiet tabular"
        title={
          first === null || last === null ? '' : `${instant(first, zone)} – ${instant(last, zone)} ${zone}`
        }
      >
        <LogText text={notes.join(' · ')} />
      </span>
    </li>
  );
}
