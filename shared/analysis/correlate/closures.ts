/** Which of the actor's accounts, credentials and addresses the records show closed, and which they do not. */
import type { Micros } from '../../base/time.ts';
import { type Effect, OUTCOMES } from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import type { ChainEntity, ChainStep } from '../chain-types.ts';

export interface Closed {
  readonly label: string;
  /** Micros of the record that closed it. */
  readonly at: number;
  readonly event: string;
  readonly row: number;
}

export interface Open {
  readonly label: string;
  /** A full sentence. */
  readonly why: string;
  /** The last use by the actor that was let through; null: none has a time. */
  readonly at: Micros | null;
  readonly events: readonly string[];
  readonly rows: readonly number[];
}

/** The actor's use that was let through, by `identity:…`, `credential:…` and `ip:…`. */
interface Uses {
  readonly last: ReadonlyMap<string, ChainStep>;
  /** Credentials that an identity acted with; `''` among them: it also acted without. */
  readonly credentials: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Accounts that only ever acted through credentials of their own are counted with these. */
export function closures(
  view: CaseView,
  steps: readonly ChainStep[],
  entities: readonly ChainEntity[],
): { readonly closed: readonly Closed[]; readonly open: readonly Open[] } {
  const uses = usesOf(view, steps);
  const closers = closersOf(view, steps);
  const closed: Closed[] = [];
  const open: Open[] = [];
  for (const entity of entities) {
    const ref = `${entity.kind}:${entity.value}`;
    if (!isToClose(entity, ref, uses)) continue;
    const last = uses.last.get(ref);
    const all = closers.get(ref) ?? [];
    // An account that was used again after it was reset or disabled was not closed by that. An address may well be
    // heard after it was blocked at one of several firewalls; it counts as blocked from the first on.
    const closer = entity.kind === 'ip' ? all[0] : all.find((step) => !(last && step.time! < last.time!));
    if (closer) closed.push({ label: entity.label, at: closer.time!, event: closer.event, row: closer.row });
    else {
      open.push({
        label: entity.label,
        why: whyOpen(entity, all.length > 0),
        at: last?.time ?? null,
        events: last ? [last.event] : [],
        rows: last ? [last.row] : [],
      });
    }
  }
  return { closed, open };
}

function isToClose(entity: ChainEntity, ref: string, uses: Uses): boolean {
  switch (entity.kind) {
    case 'ip':
      return entity.link !== null;
    case 'credential':
      return true;
    case 'identity': {
      const through = uses.credentials.get(ref);
      return through === undefined || through.has('');
    }
    case 'session':
    case 'host':
      return false;
  }
}

function whyOpen(entity: ChainEntity, inVain: boolean): string {
  const { kind, label, value } = entity;
  if (kind === 'ip') return `No record shows that the address ${label} was blocked.`;
  if (kind === 'credential') {
    const temporary = value.startsWith('ASIA')
      ? ' It is a temporary key, and no record shows when it ran out.'
      : '';
    return `No record shows that the credential ${label} was revoked.${temporary}`;
  }
  return inVain
    ? `The account ${label} was closed, but the actor used it again afterwards.`
    : `No record shows that the account ${label} was disabled or its credentials reset.`;
}

function usesOf(view: CaseView, steps: readonly ChainStep[]): Uses {
  const { columns } = view;
  const last = new Map<string, ChainStep>();
  const credentials = new Map<string, Set<string>>();
  for (const step of steps) {
    const { row, role, time } = step;
    if (role !== 'attacker' || time === null || OUTCOMES[columns.outcome[row]!] === 'failure') continue;
    const credential = view.text('credential', columns.credential[row]!);
    if (credential !== null) last.set(`credential:${credential}`, step);
    for (const ip of [columns.srcIp[row]!, columns.dstIp[row]!])
      if (ip !== 0) last.set(`ip:${view.text('srcIp', ip)}`, step);
    const identity = view.identities[view.identityOfActor(columns.actor[row]!)];
    if (!identity) continue;
    const ref = `identity:${identity.id}`;
    last.set(ref, step);
    const known = credentials.get(ref);
    if (known) known.add(credential ?? '');
    else credentials.set(ref, new Set([credential ?? '']));
  }
  return { last, credentials };
}

/** Counter-measures of the response by what they close, in time order. */
function closersOf(view: CaseView, steps: readonly ChainStep[]): ReadonlyMap<string, readonly ChainStep[]> {
  const closers = new Map<string, ChainStep[]>();
  for (const step of steps) {
    if (step.role !== 'response' || step.time === null) continue;
    for (const effect of view.effectsOf(view.columns.effects[step.row]!)) {
      const ref = closes(view, effect);
      if (ref === null) continue;
      const known = closers.get(ref);
      if (known) known.push(step);
      else closers.set(ref, [step]);
    }
  }
  return closers;
}

function closes(view: CaseView, effect: Effect): string | null {
  switch (effect.kind) {
    case 'disabled-account':
    case 'reset-credential': {
      const identity = view.identities[view.identityOfAlias(effect.alias)];
      return identity ? `identity:${identity.id}` : null;
    }
    case 'revoked-credential':
      return `credential:${effect.credential}`;
    case 'blocked-ip':
      return `ip:${effect.ip}`;
    default:
      return null;
  }
}
