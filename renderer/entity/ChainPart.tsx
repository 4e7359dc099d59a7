import type { ChainEntity } from '../../shared/analysis/chain-types.ts';
import type { EntityPage } from '../../shared/ipc/entity-methods.ts';
import { LogText } from '../components/LogText.tsx';
import { count, counted } from '../format/number.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { CountButton, RowLines } from './rows.tsx';
import { Section } from './Section.tsx';
import { E } from './strings.ts';

/** Whether the shown chain holds the entity, through what, and which of its events are steps. */
export function ChainPart({ page }: { readonly page: EntityPage }) {
  const chain = useApp((state) => (state.chain.kind === 'ready' ? state.chain.chain : null));
  if (chain === null || page.steps === null) {
    return page.events === 0 ? null : <p className="entity-note quiet">{E.chainNone}</p>;
  }
  const { steps } = page;
  const whys = chain.entities.filter((entity) => isOf(entity, page)).map((entity) => entity.why);
  if (steps.events === 0 && whys.length === 0) return <p className="entity-note quiet">{E.chainNo}</p>;
  return (
    <Section title={E.chainTitle} testId="entity-in-chain">
      {whys.map((why) => (
        <p key={why} className="entity-why">
          <LogText text={why} />
        </p>
      ))}
      <CountButton
        events={steps.events}
        filter={steps.filter}
        label={`${page.label} · ${E.chainTitle.toLowerCase()}`}
        text={E.chainSteps(count(steps.events), counted(page.events, S.event))}
      />
      <RowLines rows={steps.rows} events={steps.events} />
    </Section>
  );
}

function isOf(entity: ChainEntity, { kind, value }: EntityPage): boolean {
  if (entity.value !== value) return false;
  return entity.kind === kind || (entity.kind === 'host' && (kind === 'system' || kind === 'ip'));
}
