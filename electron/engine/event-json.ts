/** An event as `events --format jsonl` prints it: the shape that scripts depend on. */
import { formatMicros } from '../../shared/base/time.ts';
import type { ActorType, Evidence, Outcome, StoredEvent, Target } from '../../shared/events/event.ts';
import { messageOf } from '../../shared/events/message.ts';

/** Field by field as in the CLI's contract; times are ISO 8601 UTC with microseconds, null where undated. */
export interface EventJson {
  readonly id: string;
  readonly time: string | null;
  readonly timeEnd: string | null;
  readonly source: string;
  readonly action: string;
  readonly outcome: Outcome;
  readonly actor: {
    readonly identity: string | null;
    readonly name: string | null;
    readonly email: string | null;
    readonly id: string | null;
    readonly type: ActorType;
  };
  readonly srcIp: string | null;
  readonly srcPort: number | null;
  readonly dstIp: string | null;
  readonly dstPort: number | null;
  readonly userAgent: string | null;
  readonly session: string | null;
  readonly credential: string | null;
  readonly targets: readonly Target[];
  readonly bytes: number | null;
  readonly message: string;
  readonly nativeId: string | null;
  readonly evidence: Evidence;
  readonly tags: readonly string[];
  readonly starred: boolean;
  readonly category: string;
  readonly reason: string | null;
  readonly system: string | null;
}

/** `identityClass`: what the resolved identity is; it knows more than one record does (a service account signs in like a person). */
export function eventJson(event: StoredEvent, identityClass: ActorType | null): EventJson {
  const { actor } = event;
  return {
    id: event.id,
    time: event.time ? formatMicros(event.time.micros) : null,
    timeEnd: event.timeEnd ? formatMicros(event.timeEnd.micros) : null,
    source: event.source,
    action: event.action,
    outcome: event.outcome,
    actor: {
      identity: event.identity,
      name: actor?.name ?? null,
      email: actor?.email ?? null,
      id: actor?.id ?? null,
      type: identityClass ?? actor?.type ?? 'unknown',
    },
    srcIp: event.srcIp,
    srcPort: event.srcPort,
    dstIp: event.dstIp,
    dstPort: event.dstPort,
    userAgent: event.userAgent,
    session: event.session,
    credential: event.credential,
    targets: event.targets,
    bytes: event.bytes,
    message: messageOf(event),
    nativeId: event.nativeId,
    evidence: event.evidence,
    tags: [],
    starred: false,
    category: event.category,
    reason: event.reason,
    system: event.system,
  };
}
