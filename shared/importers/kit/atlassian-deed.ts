/** An event out of an Atlassian record whose action stands in words: what the cloud's and the tables' importers share. */
import type { Timestamp } from '../../base/time.ts';
import type { Actor, Draft, SourceType, Target } from '../../events/event.ts';
import { categoryOfWords, effectsOfWords, failedByWords, proxiesOf, type Told } from './atlassian.ts';

/** What one record says was done. `words`: its action as `wordsOf` gives it. */
export interface Deed {
  readonly source: SourceType;
  readonly action: string;
  readonly words: string;
  /** The record's own sentence, which is the reason where it was refused. */
  readonly said: string | null;
  readonly time: Timestamp | null;
  readonly actor: Actor | null;
  /** Origin first. */
  readonly addresses: readonly string[];
  readonly credential: string | null;
  readonly system: string | null;
  readonly targets: readonly Target[];
  readonly nativeId: string | null;
  /** For the effects; what was refused has none. */
  readonly told: Omit<Told, 'actor' | 'script'>;
}

export function draftOfDeed(deed: Deed): Draft {
  const { words, actor, addresses } = deed;
  const failed = failedByWords(words);
  return {
    source: deed.source,
    action: deed.action,
    category: categoryOfWords(words),
    outcome: failed ? 'failure' : 'success',
    reason: failed ? deed.said : null,
    time: deed.time,
    timeEnd: null,
    actor,
    srcIp: addresses[0] ?? null,
    srcPort: null,
    dstIp: null,
    dstPort: null,
    relatedIps: proxiesOf(addresses),
    userAgent: null,
    session: null,
    credential: deed.credential,
    system: deed.system,
    targets: deed.targets,
    effects: failed ? [] : effectsOfWords(words, { ...deed.told, actor, script: null }),
    bytes: null,
    nativeId: deed.nativeId,
  };
}
