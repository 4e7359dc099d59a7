/** An event as `events --format jsonl` prints it: the shape that scripts depend on. */
import { formatMicros } from '../../shared/base/time.ts';
import type {
  ActorType,
  Alias,
  Effect,
  Evidence,
  Outcome,
  Precision,
  RelatedIp,
  StoredEvent,
  Target,
} from '../../shared/events/event.ts';
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
    /** Exact names of the actor as the record has them. */
    readonly aliases: readonly Alias[];
    /** What the record alone says it is. */
    readonly recordedType: ActorType;
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
  readonly relatedIps: readonly RelatedIp[];
  readonly effects: readonly Effect[];
  /** The time as the source wrote it, how fine that was, and whether the source said its zone; null where undated. */
  readonly timeText: string | null;
  readonly timePrecision: Precision | null;
  readonly timeZone: 'stated' | 'assumed' | null;
  /** The written wall time, without a zone, where the zone was assumed. */
  readonly timeWall: string | null;
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
      aliases: actor?.aliases ?? [],
      recordedType: actor?.type ?? 'unknown',
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
    relatedIps: event.relatedIps,
    effects: event.effects,
    timeText: event.time?.text ?? null,
    timePrecision: event.time?.precision ?? null,
    timeZone: event.time?.zone ?? null,
    timeWall: event.time?.wall === undefined ? null : formatMicros(event.time.wall).slice(0, -1),
  };
}
