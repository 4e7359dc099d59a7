/** What is said of a selected part of the blast radius. */
import type { BlastRadius, SystemRadius, ThingType } from '../../shared/analysis/graph/blast-radius.ts';
import { proofOfParts } from '../../shared/analysis/graph/proof.ts';
import { count } from '../format/number.ts';
import type { Description, Fact } from './describe.ts';
import { actedId, type Item, itemsOf, systemId, systemLabel, wordsOf } from './radius-scene.ts';
import { G } from './strings.ts';

export function describeRadius({ systems }: BlastRadius, id: string): Description | null {
  for (const system of systems) {
    if (id === systemId(system.system)) return describeSystem(system);
    for (const item of itemsOf(system))
      if (id === item.id || id === `in ${item.id}`) return describeItem(item);
  }
  return describeActor(systems, id);
}

function describeSystem(system: SystemRadius): Description {
  const deeds = system.deeds.map(
    ({ deed, ...proof }): Fact => ({ id: deed, heading: G.deed[deed], text: '', proof }),
  );
  const who = system.actors.map(
    ({ ref, label, proof }): Fact => ({ id: ref, heading: '', text: label, proof }),
  );
  return {
    kind: G.columns.system,
    name: systemLabel(system.system),
    proof: system.all,
    facts: [...deeds, ...who],
    note: '',
  };
}

function describeItem(item: Item): Description {
  const [first, second] = wordsOf(item);
  const { of, system } = item;
  switch (of.kind) {
    case 'thing': {
      const named = of.deed.named.map(({ name, proof }, index): Fact => {
        return { id: `${index}`, heading: '', text: name, proof };
      });
      const rest = of.deed.things - named.length;
      return {
        kind: systemLabel(system.system),
        name: first,
        proof: of.deed.proof,
        facts: [{ id: 'all', heading: first, text: totalsText(of.type), proof: of.deed.proof }, ...named],
        note: rest > 0 ? G.selection.more(count(rest)) : '',
      };
    }
    case 'reach': {
      const { why, proof, names, things } = of.reach;
      const rest = things - names.length;
      return {
        kind: `${systemLabel(system.system)}: ${G.reach[of.reach.kind]}`,
        name: first,
        proof,
        facts: [
          { id: 'why', heading: second, text: why, proof },
          { id: 'names', heading: G.columns.names, text: names.join(', '), proof: null },
        ],
        note: rest > 0 ? G.selection.more(count(rest)) : '',
      };
    }
    case 'rest': {
      const facts = of.items.map((one): Fact => {
        const [what, more] = wordsOf(one);
        return { id: one.id, heading: what, text: more, proof: proofIn(one) };
      });
      const proof = proofOfParts(facts.flatMap((fact) => (fact.proof === null ? [] : [fact.proof])));
      return { kind: systemLabel(system.system), name: first, proof, facts, note: '' };
    }
  }
}

function proofIn({ of }: Item): Fact['proof'] {
  return of.kind === 'thing' ? of.deed.proof : of.kind === 'reach' ? of.reach.proof : null;
}

/** An account above the columns, or a line from it. */
function describeActor(systems: readonly SystemRadius[], id: string): Description | null {
  const found = systems.flatMap((system) =>
    system.actors
      .filter(({ ref }) => ref === id || id === actedId(ref, system.system))
      .map((actor) => ({ ...actor, system: system.system })),
  );
  const [first] = found;
  if (!first) return null;
  return {
    kind: G.kind.identity,
    name: first.label,
    proof: proofOfParts(found.map(({ proof }) => proof)),
    facts: found.map(({ system, proof }) => ({ id: system, heading: '', text: systemLabel(system), proof })),
    note: '',
  };
}

/** `of 2 059 357 by the analyst (published by the company), of 1 467 seen in the logs`. */
export function totalsText({ totals }: ThingType): string {
  return totals
    .map(({ total, from, decision }) => {
      const words = `${G.total.of(count(total))} ${from === 'logs' ? G.total.logs : G.total.analyst}`;
      return decision === null ? words : `${words} (${decision.reason}; ${decision.by})`;
    })
    .join(', ');
}
