/**
 * The attack chain from one or more seeds: a work-list over entities. Every row that enters reveals its address,
 * session, credential, account and effects; each of those brings rows of its own, until nothing is new. Work is
 * bounded by the postings of the entities met, never by the case.
 */
import type { Failure } from '../../base/failure.ts';
import { ok, type Result } from '../../base/result.ts';
import type { CaseView } from '../case-view.ts';
import type { Chain } from '../chain-types.ts';
import { describeChain } from './describe.ts';
import { CaseFacts } from './facts.ts';
import { type ChainGrowing, extend, Growth } from './growth.ts';
import { linkAdditions } from './links/added.ts';
import { followCloud } from './links/cloud.ts';
import { linkCompanions } from './links/companion.ts';
import { linkDevice } from './links/device.ts';
import { linkDormant } from './links/dormant.ts';
import { seedEntity } from './links/identity.ts';
import { linkInstances } from './links/instance.ts';
import { linkLockouts } from './links/lockout.ts';
import { linkMakers } from './links/maker.ts';
import { linkCreatedAccount, linkMintedCredential } from './links/minted.ts';
import { linkCodeBehindBeacon, linkNetwork } from './links/network.ts';
import { linkNewborn } from './links/newborn.ts';
import { linkPushes } from './links/pushes.ts';
import { linkResets, noteReset } from './links/reset.ts';
import { linkSession } from './links/session.ts';
import { linkSharedPlaces } from './links/shared-place.ts';
import { linkAddress, linkContext, revisitAddresses } from './links/source-ip.ts';
import { linkSprays } from './links/spray.ts';
import { explainCredential, linkStrays } from './links/stray.ts';
import { linkTries } from './links/tries.ts';
import { withPersonas } from './personas.ts';
import { findResponse } from './response.ts';
import { parseSeed, type ResolvedSeed, resolveSeed } from './seeds.ts';

/** Each round follows what the last one made known; real chains need three or four. */
const MOST_ROUNDS = 12;

/** Rows examined between two looks at the clock: a few milliseconds of work at most. */
const ROWS_PER_TURN = 256;

/**
 * Computes the chain bit by bit. It yields often, at least once a round, so that its driver may let others work, show what
 * is known, or stop by asking no further. A seed that cannot be read or that the case does not hold is a failure that names it.
 */
export function* chainSteps(
  view: CaseView,
  seeds: readonly string[],
): Generator<ChainGrowing, Result<Chain, Failure>, void> {
  // Records named as seeds are steps whatever follows: they are shown before the case is looked at as a whole.
  const named = seeds.flatMap((text) => {
    const seed = parseSeed(text);
    const row =
      seed.ok && 'id' in seed.value && seed.value.kind !== 'credential' ? view.rowOfId(seed.value.id) : -1;
    return row >= 0 ? [row] : [];
  });
  if (named.length > 0 && named.length === seeds.length) yield { round: 0, rows: named };
  const persons = withPersonas(view);
  const resolved: ResolvedSeed[] = [];
  for (const text of seeds) {
    const seed = parseSeed(text);
    if (!seed.ok) return seed;
    const found = resolveSeed(persons, seed.value);
    if (!found.ok) return found;
    resolved.push(found.value);
  }
  const growth = new Growth(new CaseFacts(persons));
  for (const seed of resolved) plant(growth, seed);
  yield growth;
  yield* grow(growth);
  const response = findResponse(growth);
  yield growth;
  return ok(yield* describeChain(growth, seeds, response));
}

/** Computes the chain at one go, as `chainSteps` does. */
export function computeChain(view: CaseView, seeds: readonly string[]): Result<Chain, Failure> {
  const work = chainSteps(view, seeds);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function plant(growth: Growth, seed: ResolvedSeed): void {
  switch (seed.kind) {
    case 'row':
      growth.seed(seed.row);
      break;
    case 'ip':
      growth.namedAddresses.add(seed.address);
      linkAddress(growth, seed.address, -1, 'direct');
      break;
    case 'identity':
    case 'credential':
      seedEntity(growth, seed);
      break;
  }
}

/** Yields whenever others may work. */
function* grow(growth: Growth): Generator<ChainGrowing, void, void> {
  let next = 0;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    growth.round = round;
    const before = growth.rows.length;
    while (next < growth.rows.length) {
      examine(growth, growth.rows[next++]!);
      if (next % ROWS_PER_TURN === 0) yield growth;
    }
    yield growth;
    // What is known now may explain records that were left aside, and find new places.
    revisitAddresses(growth);
    yield growth;
    for (const session of growth.sessions) linkSession(growth, session);
    yield growth;
    linkTries(growth);
    linkPushes(growth);
    linkResets(growth);
    linkNewborn(growth);
    linkMakers(growth);
    linkDormant(growth);
    linkLockouts(growth);
    linkSharedPlaces(growth);
    linkSprays(growth);
    linkCompanions(growth);
    yield growth;
    linkStrays(growth);
    yield growth;
    linkInstances(growth);
    linkNetwork(growth);
    yield growth;
    linkCodeBehindBeacon(growth);
    yield growth;
    linkAdditions(growth);
    yield growth;
    if (growth.rows.length === before && next === growth.rows.length) break;
  }
  for (const credential of growth.credentials.keys()) explainCredential(growth, credential);
}

/** Follows everything that one chain row reveals. */
function examine(growth: Growth, row: number): void {
  const { facts } = growth;
  const { columns } = facts;
  if (!facts.isFlow(row)) {
    hold(growth, row);
    followAddress(growth, columns.srcIp[row]!, row);
    noteSharedPlace(growth, row);
    linkDevice(growth, row);
    const session = columns.session[row]!;
    if (session !== 0 && !growth.sessions.has(session)) {
      growth.sessions.add(session);
      linkSession(growth, session);
    }
    if (!facts.failed(row)) {
      followEffects(growth, row);
      followCloud(growth, row);
    }
  } else if (growth.seedRows.has(row)) {
    for (const address of [columns.srcIp[row]!, columns.dstIp[row]!]) {
      if (facts.isExternal(address)) followAddress(growth, address, row);
    }
  }
}

/** An account or credential that acted with success is in the actor's hands. */
function hold(growth: Growth, row: number): void {
  const { facts, verdicts } = growth;
  const identity = facts.identity(row);
  if (facts.failed(row)) return;
  const actor = facts.view.identities[identity];
  if (actor && actor.class !== 'system' && verdicts.rejection(`identity:${actor.id}`) === null)
    extend(growth.held, identity, row, facts);
  const credential = facts.columns.credential[row]!;
  const isRejected = verdicts.rejection(`credential:${facts.view.text('credential', credential)}`) !== null;
  if (credential !== 0 && !isRejected) extend(growth.credentials, credential, row, facts);
}

function followAddress(growth: Growth, address: number, row: number): void {
  const { facts } = growth;
  if (address === 0 || growth.hostile.has(address) || facts.isVendorProxy(row)) return;
  const trust = growth.trusted.has(row) ? 'direct' : 'stray';
  // Inside addresses of records that were reached otherwise are proxies and servers far more often than the actor's desk.
  if (trust === 'stray' && !facts.isExternal(address)) return;
  if (!growth.hubs.has(address)) linkAddress(growth, address, row, trust);
  if (!growth.hostile.has(address) && !facts.isFlow(row))
    linkContext(growth, address, facts.columns.userAgent[row]!, row);
}

/** An account at a place that is not the actor's alone is followed there by itself. */
function noteSharedPlace(growth: Growth, row: number): void {
  const address = growth.facts.columns.srcIp[row]!;
  const identity = growth.facts.identity(row);
  if (identity < 0 || address === 0 || growth.hostile.has(address) || growth.facts.isVendorProxy(row)) return;
  const places = growth.sharedPlaces.get(identity);
  if (!places) growth.sharedPlaces.set(identity, new Map([[address, row]]));
  else if (!places.has(address)) places.set(address, row);
}

function followEffects(growth: Growth, row: number): void {
  const { view, columns } = growth.facts;
  for (const effect of view.effectsOf(columns.effects[row]!)) {
    if (effect.kind === 'issued-credential') linkMintedCredential(growth, effect.credential, row);
    if (effect.kind === 'created-account') linkCreatedAccount(growth, effect.alias, row);
    if (effect.kind === 'reset-credential') noteReset(growth, effect.alias, row);
  }
}
