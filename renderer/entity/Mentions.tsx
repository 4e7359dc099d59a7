/** What else the case says of it: effects, lists, other names, other kinds of the same thing. */
import type { EntityFact, EntityPage } from '../../shared/ipc/entity-methods.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { entityOf } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { instant } from '../format/instant.ts';
import { count, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { CountButton, RowLines } from './rows.tsx';
import { Section } from './Section.tsx';
import { E } from './strings.ts';

interface Props {
  readonly page: EntityPage;
}

export function Mentions({ page }: Props) {
  if (page.mentions.length === 0) return null;
  return (
    <Section title={E.mentions} testId="entity-mentions">
      {page.mentions.map(({ how, events, filter, rows }) => (
        <div key={how} className="entity-mention" data-testid={`mention-${how}`}>
          <h4>
            {E.mention[how]}
            <CountButton
              events={events}
              filter={filter}
              label={`${page.label} · ${E.mention[how].toLowerCase()}`}
            />
          </h4>
          <RowLines rows={rows} events={events} />
        </div>
      ))}
    </Section>
  );
}

export function Facts({ page }: Props) {
  if (page.facts.length === 0) return null;
  const beyond = page.factsTotal - page.facts.length;
  return (
    <Section title={E.facts} testId="entity-facts">
      {page.facts.map((fact) => (
        <Fact key={`${fact.file} ${fact.record}`} fact={fact} />
      ))}
      {beyond > 0 && <p className="quiet">{E.more(count(beyond))}</p>}
    </Section>
  );
}

function Fact({ fact }: { readonly fact: EntityFact }) {
  const zone = useZone();
  const words =
    fact.kind === 'person'
      ? []
      : [
          ...(fact.exposed === null ? [] : [fact.exposed ? E.exposed : E.notExposed]),
          fact.rotated === null ? E.notRotated : E.rotated(`${instant(fact.rotated, zone)} ${zone}`),
        ];
  const alarming = fact.exposed === true && fact.rotated === null;
  return (
    <div className="entity-fact">
      <p className={alarming ? 'entity-alarm' : ''}>
        {[E.fact[fact.kind], ...words].join(' · ')}
        <span className="quiet">
          <LogText text={E.place(fact.file, count(fact.record))} />
        </span>
      </p>
      <dl>
        {fact.columns
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt className="quiet">
                <LogText text={name} />
              </dt>
              <dd>
                <LogText text={value} />
              </dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

export function Same({ page }: Props) {
  if (page.same.length === 0) return null;
  return (
    <Section title={E.same} testId="entity-same">
      <ul className="entity-values">
        {page.same.map(({ ref, label, why }) => (
          <li key={`${ref.kind} ${ref.value}`}>
            <span className="entity-value-name">
              <EntityLink entity={entityOf(ref, label)} />
            </span>
            <span className="quiet">{E.kind(ref.kind, ref.value)}</span>
            <span className="entity-value-notes quiet">
              <LogText text={why} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Names({ page }: Props) {
  const names = page.names.filter((name) => name.label !== page.label || name.events !== page.events);
  if (names.length === 0) return null;
  return (
    <Section title={E.names} testId="entity-names">
      <ul className="entity-values">
        {names.map(({ label, events, filter }) => (
          <li key={label}>
            <span className="entity-value-name">
              <LogText text={label} />
            </span>
            <CountButton events={events} filter={filter} label={label} text={count(events)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The names of an identity, each with the reason why it is one of its names. */
export function Aliases({ page }: Props) {
  if (page.identity === null) return null;
  const { aliases } = page.identity;
  return (
    <Section
      title={E.aliases}
      aside={<span className="quiet">{counted(aliases.length, E.name)}</span>}
      testId="entity-aliases"
    >
      <ul className="entity-aliases">
        {aliases.map((alias) => (
          <li key={`${alias.kind} ${alias.value} ${alias.source}`}>
            <span className="alias-kind">{alias.kind}</span>
            <span className="mono">
              <LogText text={alias.value} />
            </span>
            <span className="quiet">
              <LogText text={alias.why} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
