/** What one record says, as one hash: equal for equal fields, whether they come from a draft or from the case. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/base/canonical-json.ts';
import type { Draft } from '../../../shared/events/event.ts';

/** SHA-256, lower-case hex. Of the end of an interval only the instant counts, since its text is not kept. */
export function saidDigest(draft: Draft): string {
  const { time, timeEnd } = draft;
  const said = {
    source: draft.source,
    action: draft.action,
    category: draft.category,
    outcome: draft.outcome,
    reason: draft.reason,
    time:
      time === null
        ? null
        : { micros: time.micros, text: time.text, precision: time.precision, wall: time.wall ?? null },
    timeEnd: timeEnd === null ? null : timeEnd.micros,
    actor: draft.actor,
    srcIp: draft.srcIp,
    srcPort: draft.srcPort,
    dstIp: draft.dstIp,
    dstPort: draft.dstPort,
    relatedIps: draft.relatedIps,
    userAgent: draft.userAgent,
    session: draft.session,
    credential: draft.credential,
    system: draft.system,
    targets: draft.targets,
    effects: draft.effects,
    bytes: draft.bytes,
    nativeId: draft.nativeId,
  };
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}
