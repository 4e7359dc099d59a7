/** Links that the analyst added, once the chain reaches where they begin. */

import type { Growth } from '../growth.ts';
import { parseSeed, resolveSeed } from '../seeds.ts';
import type { Addition } from '../verdicts.ts';
import { seedEntity } from './identity.ts';
import { linkSession } from './session.ts';
import { linkAddress } from './source-ip.ts';

/** Joins what the analyst linked, where the chain has come to the beginning of the link. */
export function linkAdditions(growth: Growth): void {
  for (const addition of growth.verdicts.additions) {
    if (begins(growth, addition)) link(growth, addition);
  }
}

function begins(growth: Growth, { fromRow, fromEntity }: Addition): boolean {
  if (fromRow !== null) return growth.has(fromRow);
  return fromEntity === null || growth.nodes.some((node) => node.value === fromEntity);
}

function link(growth: Growth, addition: Addition): void {
  const { view } = growth.facts;
  if (addition.toRow !== null) {
    joinAdded(growth, addition, addition.toRow);
    return;
  }
  const entity = addition.toEntity ?? '';
  if (growth.additionsDone.has(entity)) return;
  growth.additionsDone.add(entity);
  if (entity.startsWith('session:')) {
    const session = view.code('session', entity.slice('session:'.length));
    const [row] = view.rows('session', session);
    if (row === undefined) return;
    joinAdded(growth, addition, row);
    linkSession(growth, session);
    return;
  }
  const seed = parseSeed(entity);
  const found = seed.ok ? resolveSeed(view, seed.value) : seed;
  // What the case does not hold (yet) links nothing; the decision stays in the analyst's list.
  if (!found.ok) return;
  switch (found.value.kind) {
    case 'row':
      joinAdded(growth, addition, found.value.row);
      break;
    case 'ip':
      linkAddress(growth, found.value.address, addition.fromRow ?? -1, 'direct');
      break;
    case 'identity':
    case 'credential':
      seedEntity(growth, found.value);
      break;
  }
}

function joinAdded(growth: Growth, addition: Addition, row: number): void {
  const { view } = growth.facts;
  growth.added.add(row);
  growth.trusted.add(row);
  const from = addition.fromRow === null ? addition.fromEntity : view.place(addition.fromRow).id;
  const node = growth.node({
    kind: 'link',
    value: from ?? 'analyst',
    label: from ?? 'the analyst',
    link: addition.link ?? 'identity',
    parent: addition.fromRow ?? -1,
    about: `added ${row}`,
    weight: 1,
    why: addition.why,
  });
  growth.join(row, node);
}
