/**
 * The credentials and identities of a chain as a graph: who issued, used, minted, created, escalated and revoked what,
 * and how each stands: stolen, made by the actor, closed, never rotated.
 */
import type { Micros } from '../../base/time.ts';
import type { CaseView, Identity } from '../case-view.ts';
import type { Chain } from '../chain-types.ts';
import type { EntityKind, LinkedEntity } from './entities.ts';
import { type GraphLink, linksOf, type TypedLink } from './links.ts';
import { type StateReason, statesOf } from './node-states.ts';
import { byFirst, type Proof, proofOf } from './proof.ts';
import { Records } from './records.ts';
import { type Rotation, type RotationEntry, rotationsByName } from './rotation-list.ts';

export interface GraphNode {
  /** Reference of the entity, or of a fold (`more:…`). */
  readonly id: string;
  readonly kind: EntityKind;
  /** See `LinkedEntity.what`. */
  readonly what: string;
  /** Log text. */
  readonly label: string;
  readonly states: readonly StateReason[];
  /** When it first matters: made by the actor, used by it, or acted on. */
  readonly first: Micros | null;
  /** What the actor did with it that did not fail. */
  readonly mine: Proof;
  /** What others did with it that did not fail, in the whole case. */
  readonly others: Proof;
  /** How many entities it stands for: more than one where the rest of a kind is folded. */
  readonly stands: number;
}

export interface GraphEdge {
  readonly id: string;
  readonly kind: GraphLink;
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly role: TypedLink['role'];
  readonly detail: readonly string[];
  readonly proof: Proof;
}

export interface CredentialGraph {
  /** By first time. */
  readonly nodes: readonly GraphNode[];
  /** By first time. */
  readonly edges: readonly GraphEdge[];
  /** Entries of rotation lists in the case; nodes that one calls never rotated and that the actor used. */
  readonly rotation: { readonly listed: number; readonly neverRotatedAndUsed: number };
}

const NODE_KINDS: ReadonlySet<EntityKind> = new Set<EntityKind>([
  'address',
  'session',
  'credential',
  'identity',
]);

/** That somebody looked at an account (`reached`) makes it no part of the credential chain. */
function belongs({ kind }: TypedLink): boolean {
  return kind !== 'reached';
}

export function credentialGraph(
  view: CaseView,
  chain: Chain,
  rotationEntries: readonly RotationEntry[] = [],
): CredentialGraph {
  const { entities, links } = linksOf(view, chain);
  const isNode = (ref: string): boolean => NODE_KINDS.has(entities.get(ref)!.kind);
  const kept = links.filter((link) => belongs(link) && isNode(link.from) && isNode(link.to));
  const records = new Records(view);
  const rotations = rotationsByName(rotationEntries);
  const identities = new Map(view.identities.map((identity) => [`identity:${identity.id}`, identity]));
  const steps = new Set(chain.steps.map(({ row }) => row));
  const mine = new Set(
    chain.steps.filter(({ role, row }) => role === 'attacker' && !failed(records, row)).map(({ row }) => row),
  );
  const nodes = [...linksByEnd(kept)].map(([ref, around]): GraphNode => {
    const entity = entities.get(ref)!;
    const identity = identities.get(ref) ?? null;
    const rows = rowsOf(view, entity, identity);
    const subject = {
      entity,
      links: around,
      mine: proofOf(
        rows.filter((row) => mine.has(row)),
        records.ts,
      ),
      others: proofOf(
        rows.filter((row) => !steps.has(row) && !failed(records, row)),
        records.ts,
      ),
      rotation: rotationOf(entity, identity, rotations),
    };
    const { kind, what, label } = entity;
    const states = statesOf(subject, records);
    const { mine: used, others } = subject;
    return {
      id: ref,
      kind,
      what,
      label,
      states,
      first: firstOf(used, states),
      mine: used,
      others,
      stands: 1,
    };
  });
  nodes.sort(byFirst);
  const missed = nodes.filter(
    (node) => node.mine.count > 0 && node.states.some(({ state }) => state === 'never-rotated'),
  );
  const edges = kept.map(({ kind, role, from, to, detail, rows }): GraphEdge => {
    const id = `${kind} ${role} ${from} → ${to}`;
    return { id, kind, role, from, to, detail, proof: proofOf(rows, records.ts) };
  });
  return { nodes, edges, rotation: { listed: rotationEntries.length, neverRotatedAndUsed: missed.length } };
}

function firstOf(mine: Proof, states: readonly StateReason[]): Micros | null {
  const made = states.find(({ state }) => state === 'made' || state === 'minted');
  return (made ?? (mine.count > 0 ? { proof: mine } : states[0]))?.proof.first ?? null;
}

function failed(records: Records, row: number): boolean {
  return records.outcome(row) === 'failure';
}

function linksByEnd(links: readonly TypedLink[]): Map<string, TypedLink[]> {
  const byEnd = new Map<string, TypedLink[]>();
  for (const link of links)
    for (const end of [link.from, link.to]) {
      const around = byEnd.get(end);
      if (around) around.push(link);
      else byEnd.set(end, [link]);
    }
  return byEnd;
}

/** All rows of the case that an entity acted in or was used in; flows say nothing of credentials. */
function rowsOf(view: CaseView, { ref, kind }: LinkedEntity, identity: Identity | null): readonly number[] {
  const value = ref.slice(ref.indexOf(':') + 1);
  switch (kind) {
    case 'identity':
      return identity?.actors.flatMap((actor) => [...view.rows('actor', actor)]) ?? [];
    case 'session':
    case 'credential':
      return [...view.rows(kind, view.code(kind, value))];
    case 'address':
      return [...view.rows('srcIp', view.code('srcIp', value))];
    default:
      return [];
  }
}

/** The entry about a credential by its id, or about an account by one of its names. */
function rotationOf(
  { kind, label }: LinkedEntity,
  identity: Identity | null,
  rotations: ReadonlyMap<string, Rotation>,
): Rotation | null {
  if (kind === 'credential') return rotations.get(label.toLowerCase()) ?? null;
  for (const alias of identity?.aliases ?? []) {
    // A key is a node of its own, and a display name may be anybody's.
    if (alias.kind === 'access-key' || alias.kind === 'display') continue;
    const rotation = rotations.get(alias.value.toLowerCase());
    if (rotation) return rotation;
  }
  return null;
}
