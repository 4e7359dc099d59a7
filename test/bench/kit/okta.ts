/** Okta System Log events of everyday work, 2.5 to 3 KB each: as large as the ones of a tenant with all its context. */

import { laptop, type Member, oktaActor } from '../../../sample-data/generate/kit/company.ts';
import { type Rng, seeded } from '../../../sample-data/generate/rng.ts';
import {
  OKTA_SYSTEM,
  type OktaEvent,
  type OktaTarget,
  writeOkta,
} from '../../../sample-data/generate/vendors/okta.ts';
import { clock, dayOf, skewed, whereabouts, world } from './world.ts';
import type { Entry } from './write.ts';

const APPS =
  'Jira Confluence Payroll Travel AWS Expenses Calendar Wiki Chat Design CRM Support Builds Metrics Vault Intranet'.split(
    ' ',
  );

export function* okta(count: number, seed: number): Generator<Entry> {
  const random = seeded(`bench/okta/${seed}`);
  const timeOf = clock(count, random);
  for (let i = 0; i < count; i++) {
    const { time, text } = writeOkta(random, deed(random, timeOf(i)));
    yield { log: 'okta', time, text };
  }
}

const target = (id: string, type: string, alternateId: string, displayName: string): OktaTarget => ({
  id,
  type,
  alternateId,
  displayName,
});

const userTarget = (who: Member): OktaTarget => target(who.oktaId, 'User', who.email, who.name);

function deed(random: Rng, time: number): OktaEvent {
  const { people, vpn } = world();
  const who = people[skewed(random, people.length)]!;
  const from = whereabouts(random, who);
  const client = laptop(who, from);
  const name = random.pick(APPS);
  const app = target(
    `0oa${name.toLowerCase().padEnd(14, 'x')}697`,
    'AppInstance',
    name,
    `${name} (tarnwick)`,
  );
  const seat = target(`0ua${who.oktaId.slice(3)}`, 'AppUser', who.email, who.name);
  const rule = target('0pr5k2m8nQwErTyU7697', 'Rule', 'unknown', 'Managed devices, any network');
  const policy = target('00p5k2m8nZxCvBnM7697', 'PolicyEntity', 'unknown', 'Everyday sign-on');
  const base = {
    time,
    actor: oktaActor(who),
    client,
    hops: [vpn, who.office],
    // One a person and day: 17 letters of the account, five digits of the day.
    session: `102${who.oktaId.slice(3)}${String(dayOf(time)).padStart(5, '0')}`,
    deviceHash: who.device,
    requestUri: '/api/v1/authn',
  };
  const kind = random.next();
  if (kind < 0.32)
    return {
      ...base,
      eventType: 'user.authentication.sso',
      targets: [app, seat],
      requestUri: `/app/tarnwick_${name.toLowerCase()}/exk5k2m8nq/sso/saml`,
    };
  if (kind < 0.6) {
    const risk = random.chance(0.02) ? 'HIGH' : 'LOW';
    return {
      ...base,
      eventType: 'policy.evaluate_sign_on',
      result: random.chance(0.03) ? 'DENY' : 'ALLOW',
      risk,
      targets: [policy, rule, app],
    };
  }
  if (kind < 0.74) {
    if (random.chance(0.06)) {
      const { session: _, ...without } = base;
      return {
        ...without,
        eventType: 'user.session.start',
        result: 'FAILURE',
        reason: 'INVALID_CREDENTIALS',
        targets: [seat],
      };
    }
    return { ...base, eventType: 'user.session.start', targets: [seat, app] };
  }
  if (kind < 0.87)
    return {
      ...base,
      eventType: 'user.authentication.auth_via_mfa',
      targets: [
        userTarget(who),
        target(`opf${who.oktaId.slice(3)}`, 'AuthenticatorEnrollment', 'unknown', 'Okta Verify'),
      ],
    };
  if (kind < 0.9)
    return {
      ...base,
      eventType: 'system.push.send_factor_verify_push',
      actor: OKTA_SYSTEM,
      targets: [userTarget(who)],
    };
  if (kind < 0.95) return { ...base, eventType: 'user.session.end', targets: [seat] };
  const other = people[random.int(0, people.length - 1)]!;
  const eventType = random.pick([
    'group.user_membership.add',
    'group.user_membership.remove',
    'user.account.unlock_by_admin',
    'user.mfa.factor.deactivate',
  ] as const);
  const group = target(`00g${other.oktaId.slice(3)}`, 'UserGroup', 'unknown', `${other.team} members`);
  return { ...base, eventType, targets: [userTarget(other), group] };
}
