/** How each credential and identity of a chain stands, with the reason and the records that show it. */
import { count, moment } from '../words.ts';
import type { LinkedEntity } from './entities.ts';
import { GRAPH_LINKS, type GraphLink, type TypedLink } from './links.ts';
import { type Proof, proofOf } from './proof.ts';
import type { Records } from './records.ts';
import type { Rotation } from './rotation-list.ts';

/**
 * - stolen: its owner used it, and so did the actor
 * - held: every record of it is the actor's, and none tells who made it
 * - minted, made: a credential or an account that the actor made
 * - refused: the actor tried it, and no record shows that it worked
 * - never-rotated, rotated: as a rotation list says
 * - revoked, disabled, blocked: closed by others
 * - open: nothing in the case closes it
 * - defender: acted against the chain
 */
export const NODE_STATES = [
  'stolen',
  'held',
  'minted',
  'made',
  'refused',
  'never-rotated',
  'rotated',
  'revoked',
  'disabled',
  'blocked',
  'open',
  'defender',
] as const;
export type NodeState = (typeof NODE_STATES)[number];

export interface StateReason {
  readonly state: NodeState;
  /** One sentence; log text in it. */
  readonly why: string;
  readonly proof: Proof;
}

export interface Subject {
  readonly entity: LinkedEntity;
  /** All links from and to it. */
  readonly links: readonly TypedLink[];
  /** What the actor did with it that did not fail. */
  readonly mine: Proof;
  /** What others did with it that did not fail. */
  readonly others: Proof;
  readonly rotation: Rotation | null;
}

const CLOSED = ['revoked', 'disabled', 'blocked'] as const;

export function statesOf(subject: Subject, records: Records): StateReason[] {
  const { entity, links, mine, rotation } = subject;
  const proof = (kinds: readonly GraphLink[], role: TypedLink['role'], end: 'from' | 'to'): Proof => {
    const wanted = links.filter(
      (link) => kinds.includes(link.kind) && link.role === role && link[end] === entity.ref,
    );
    return proofOf(
      wanted.flatMap(({ rows }) => [...rows]),
      records.ts,
    );
  };
  const states: StateReason[] = [];
  const add = (state: NodeState, why: string, proof: Proof): void => {
    states.push({ state, why, proof });
  };

  const created = proof(['created'], 'attacker', 'to');
  const minted = proof(['minted'], 'attacker', 'to');
  const theirs = created.count + minted.count > 0;
  if (created.count > 0) add('made', `The actor made this account${at(created)}.`, created);
  if (minted.count > 0) add('minted', `The actor made this credential${at(minted)}.`, minted);
  if (entity.kind !== 'address' && mine.count > 0 && !theirs) add(...taken(subject));

  const refused = proof(['denied'], 'attacker', 'to');
  if (mine.count === 0 && !theirs && refused.count > 0)
    add('refused', 'The actor tried it; no record shows that it worked.', refused);

  if (rotation !== null) add(...listed(rotation, mine));

  for (const kind of CLOSED) {
    const closing = proof([kind], 'response', 'to');
    if (closing.count > 0) add(kind, `${closingWords(kind, entity)}${at(closing)}.`, closing);
  }
  const closed = CLOSED.some((kind) => states.some(({ state }) => state === kind));
  const closable = entity.kind === 'identity' || entity.kind === 'credential';
  if (closable && !closed && (theirs || mine.count > 0))
    add('open', stillOpen(entity), mine.count > 0 ? mine : created.count > 0 ? created : minted);

  const defence = proof(GRAPH_LINKS, 'response', 'from');
  if (defence.count > 0) add('defender', `It acted against the chain${since(defence)}.`, defence);
  return states;
}

function taken({ mine, others }: Subject): [NodeState, string, Proof] {
  if (others.count === 0)
    return ['held', `All its records that worked are the actor's, the first${at(mine)}.`, mine];
  const rest = count(others.count, 'record');
  return [
    'stolen',
    `The actor used it${since(mine)} (${count(mine.count, 'record')}); ${rest} of it ${others.count === 1 ? 'is' : 'are'} not the actor's.`,
    mine,
  ];
}

function listed(rotation: Rotation, mine: Proof): [NodeState, string, Proof] {
  const exposed =
    rotation.exposed === true ? 'The rotation list calls it exposed; ' : 'The rotation list names it; ';
  const said = `it says ${rotation.said}`;
  if (rotation.state === 'never') {
    const then = mine.first === null ? '' : `, and the actor used it from ${moment(mine.first)}`;
    return ['never-rotated', `${exposed}${said}${then}.`, mine];
  }
  const late = rotation.at !== null && mine.first !== null && mine.first > rotation.at;
  return [
    'rotated',
    `${exposed}${said}${late ? `, yet the actor used it at ${moment(mine.first!)}` : ''}.`,
    mine,
  ];
}

function stillOpen({ kind, what }: LinkedEntity): string {
  if (what === 'temporary key') return 'No record revokes it; such keys end by themselves.';
  return kind === 'identity'
    ? 'No record in the case disables it or resets its credentials.'
    : 'No record in the case revokes it.';
}

/** ` at <first>`; nothing where it has no time. */
function at({ first }: Proof): string {
  return first === null ? '' : ` at ${moment(first)}`;
}

/** ` from <first> on`; nothing where it has no time. */
function since({ first }: Proof): string {
  return first === null ? '' : ` from ${moment(first)} on`;
}

function closingWords(kind: (typeof CLOSED)[number], { kind: of }: LinkedEntity): string {
  if (kind === 'revoked' && of === 'identity') return 'Its credentials were reset or its sessions ended';
  return `It was ${kind}`;
}
