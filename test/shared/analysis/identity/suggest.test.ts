import { describe, expect, test } from 'vitest';
import type { CaseView } from '../../../../shared/analysis/case-view.ts';
import type { Decision } from '../../../../shared/analysis/decisions.ts';
import { cluesOfNames } from '../../../../shared/analysis/identity/clues.ts';
import { resolveIdentities } from '../../../../shared/analysis/identity/resolve.ts';
import { type PersonFact, peopleOf } from '../../../../shared/analysis/identity/roster.ts';
import {
  STRONG,
  type Suggestion,
  suggestionsOf,
  weigh,
} from '../../../../shared/analysis/identity/suggest.ts';
import type { ResolvableActor } from '../../../../shared/analysis/identity/witness.ts';
import type { Micros } from '../../../../shared/base/time.ts';
import type { Actor, AliasKind, SourceType } from '../../../../shared/events/event.ts';
import { caseViewOf, draft } from '../../../support/case-view.ts';
import { expectNoBlowUp } from '../../../support/watchdog.ts';

type Named = [AliasKind, string];

function actorOf(...aliases: Named[]): Actor {
  return {
    type: 'human',
    id: null,
    name: aliases[0]![1],
    email: null,
    aliases: aliases.map(([kind, value]) => ({ kind, value })),
  };
}

const okta = (...aliases: Named[]) => ({ source: 'okta:system_log' as SourceType, aliases });
const jira = (...aliases: Named[]) => ({ source: 'atlassian:jira' as SourceType, aliases });
const aws = (...aliases: Named[]) => ({ source: 'aws:cloudtrail' as SourceType, aliases });

function suggested(accounts: readonly { source: SourceType; aliases: Named[] }[], people: PersonFact[] = []) {
  const actors = accounts.map(
    ({ source, aliases }, i): ResolvableActor => ({ code: i + 1, source, actor: actorOf(...aliases) }),
  );
  const identities = resolveIdentities(actors, [], peopleOf(people));
  return weigh(identities, cluesOfNames(identities));
}

const JANE = okta(['email', 'jane.doe@corp.example'], ['okta-id', '00u1'], ['display', 'Jane Doe']);

describe('spellings of one name', () => {
  test.each<[string, Named]>([
    ['given name and surname', ['login', 'jane_doe']],
    ['given name and surname', ['login', 'janedoe']],
    ['surname and given name', ['login', 'doe.jane']],
    ['initial and surname', ['login', 'jdoe']],
    ['surname and initial', ['login', 'doej']],
    ['given name and initial', ['login', 'janed']],
    ['initial and surname', ['arn', 'arn:aws:iam::1:user/ops/JDoe']],
    ['initial and surname', ['role-session', 'arn:aws:sts::1:assumed-role/admin/jdoe']],
  ])('%s: %j', (how, alias) => {
    const [found, ...others] = suggested([JANE, jira(alias)]);
    expect(others).toEqual([]);
    expect(found!.confidence).toBeGreaterThan(0.2);
    expect(found!.confidence).toBeLessThan(0.9);
    if (!/^jane[_.]?doe$/.test(alias[1])) expect(found!.reason).toContain(how);
    expect(found!.reason).toContain(alias[1]);
  });

  test('a login that equals the local part is strong; the sign-on name of a role session less', () => {
    const jdoe = okta(['email', 'jdoe@corp.example']);
    const login = suggested([jdoe, jira(['login', 'jdoe'])])[0]!;
    const session = suggested([jdoe, aws(['role-session', 'arn:aws:sts::1:assumed-role/admin/jdoe'])])[0]!;
    expect(login.confidence).toBeGreaterThanOrEqual(STRONG);
    expect(login.reason).toBe('the login jdoe has the name of the e-mail jdoe@corp.example');
    expect(session.confidence).toBeLessThan(STRONG);
  });

  test('that fits several people says so and tells less', () => {
    const found = suggested([
      okta(['email', 'jane.doe@corp.example']),
      okta(['email', 'john.doe@corp.example']),
      jira(['login', 'jdoe']),
    ]);
    expect(found).toHaveLength(2);
    for (const { confidence, reason } of found) {
      expect(confidence).toBeLessThan(0.4);
      expect(reason).toContain('but one other fits as well');
    }
  });

  test('in the way of the whole company tells more', () => {
    const staff = Array.from({ length: 12 }, (_, i) => `given${'abcdefghijkl'[i]}`).flatMap((given) => [
      okta(['email', `${given}.sur${given}@corp.example`]),
      jira(['login', `${given}_sur${given}`]),
    ]);
    const found = suggested(staff);
    expect(found).toHaveLength(12);
    expect(found[0]!.confidence).toBeGreaterThan(0.8);
    expect(found[0]!.reason).toContain('the way of 12 accounts here');
  });

  test('two domains with one local part; mailboxes of functions excepted', () => {
    const [found] = suggested([JANE, okta(['email', 'jane.doe@old-corp.test'])]);
    expect(found!.reason).toContain('one name at two domains');
    expect(suggested([okta(['email', 'info@corp.example']), okta(['email', 'info@other.example'])])).toEqual(
      [],
    );
  });

  test('a person and a service are two, whatever they are called', () => {
    expect(suggested([okta(['email', 'svc-pay@corp.example']), jira(['login', 'svc-pay'])])).toHaveLength(1);
    const machine = {
      file: 'p.csv',
      record: 1,
      fact: {
        kind: 'person' as const,
        aliases: [{ kind: 'login' as const, value: 'jane_doe' }],
        display: null,
        type: 'service' as const,
        columns: [],
      },
    };
    expect(suggested([JANE, jira(['login', 'jane_doe'])], [machine])).toEqual([]);
  });

  test('two rows of a roster are two people', () => {
    const row = (record: number, kind: AliasKind, value: string): PersonFact => ({
      file: 'people.csv',
      record,
      fact: { kind: 'person', aliases: [{ kind, value }], display: 'Jane Doe', type: null, columns: [] },
    });
    const rows = [row(1, 'email', 'jane.doe@corp.example'), row(2, 'login', 'jdoe')];
    expect(suggested([JANE, jira(['login', 'jdoe'])], rows)).toEqual([]);
  });
});

describe('one display name', () => {
  test('in two products is a suggestion, and adds to a spelling', () => {
    const plain = suggested([JANE, jira(['atlassian-id', 'jira:5'], ['display', 'Jane Doe'])])[0]!;
    const both = suggested([JANE, jira(['login', 'jdoe'], ['display', 'Jane Doe'])])[0]!;
    expect(plain.reason).toContain('both are called “Jane Doe”');
    expect(both.confidence).toBeGreaterThan(plain.confidence);
  });

  test('of two accounts of one product is that of two people, and stays weak', () => {
    const found = suggested([
      JANE,
      okta(['email', 'doe.j@corp.example'], ['okta-id', '00u2'], ['display', 'Jane Doe']),
      jira(['atlassian-id', 'jira:5'], ['display', 'Jane Doe']),
    ]);
    for (const { confidence, reason } of found) {
      expect(confidence).toBeLessThanOrEqual(0.2);
      expect(reason).toContain('there may be two people');
    }
  });
});

describe('look-alikes are never suggested', () => {
  test.each<[string, Named[]]>([
    [
      'Cyrillic letters',
      [
        ['login', 'jаne_doe'],
        ['display', 'Jane Doe'],
      ],
    ],
    [
      'a digit for a letter',
      [
        ['email', 'jane.d0e@corp.example'],
        ['display', 'Jane Doe'],
      ],
    ],
    [
      'a letter doubled',
      [
        ['login', 'jane_ddoe'],
        ['display', 'Jane Doe'],
      ],
    ],
    [
      'a domain that looks the same',
      [
        ['email', 'jane.doe@c0rp.example'],
        ['display', 'Jane Doe'],
      ],
    ],
  ])('%s', (_, aliases) => {
    expect(suggested([JANE, jira(...aliases)])).toEqual([]);
  });
});

// ---- in a case ---------------------------------------------------------------------------------------------------

const OKTA_JANE = actorOf(['email', 'jdoe7@corp.example'], ['okta-id', '00u1']);
const OKTA_KIM = actorOf(['email', 'kim@corp.example'], ['okta-id', '00u2']);
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/119.0';

function day(n: number, actor: Actor, account: Actor, ip: string, seconds = 4) {
  const date = `2023-11-${String(n).padStart(2, '0')}`;
  return [
    draft({
      at: `${date}T08:00:00Z`,
      source: 'okta:system_log',
      action: 'user.authentication.sso',
      category: 'authentication',
      actor,
      srcIp: ip,
      userAgent: AGENT,
    }),
    draft({
      at: `${date}T08:00:${String(seconds).padStart(2, '0')}Z`,
      source: 'atlassian:jira',
      action: 'GET /',
      category: 'network',
      actor: account,
      srcIp: ip,
      userAgent: AGENT,
    }),
  ];
}

describe('going together in time', () => {
  const nightowl = actorOf(['login', 'nightowl']);
  const days = [1, 2, 3, 6, 7, 8, 9, 10, 13];
  const between = (view: CaseView): readonly Suggestion[] => suggestionsOf(view).all;

  test('many times and with nobody else is a strong suggestion', () => {
    const view = caseViewOf(days.flatMap((n) => day(n, OKTA_JANE, nightowl, '198.51.100.7')));
    const [found, ...others] = between(view);
    expect(others).toEqual([]);
    expect(found!.confidence).toBeGreaterThanOrEqual(0.9);
    expect(found!.reason).toBe(
      '9 times an arrival in Jira followed a single sign-on by Okta within 20 s from the same address, and never one of anybody else',
    );
    expect(suggestionsOf(view).of(found!.a)).toEqual([
      { identity: found!.b, confidence: found!.confidence, reason: found!.reason },
    ]);
  });

  test('a few times, too late, or after whoever happens to sign on, is none', () => {
    expect(between(caseViewOf([1, 2].flatMap((n) => day(n, OKTA_JANE, nightowl, '198.51.100.7'))))).toEqual(
      [],
    );
    expect(between(caseViewOf(days.flatMap((n) => day(n, OKTA_JANE, nightowl, '198.51.100.7', 45))))).toEqual(
      [],
    );
    const office = days.flatMap((n) => day(n, n % 2 ? OKTA_JANE : OKTA_KIM, nightowl, '203.0.113.9'));
    expect(between(caseViewOf(office))).toEqual([]);
  });

  test('a split of the analyst dismisses it', () => {
    const split: Decision = {
      id: 1,
      data: { kind: 'split', a: { kind: 'okta-id', value: '00u1' }, b: { kind: 'login', value: 'nightowl' } },
      reason: '',
      made: 0 as Micros,
      madeBy: 'x',
      undone: null,
      undoneBy: null,
    };
    const drafts = days.flatMap((n) => day(n, OKTA_JANE, nightowl, '198.51.100.7'));
    expect(between(caseViewOf(drafts, [], [split]))).toEqual([]);
    expect(between(caseViewOf(drafts, [], [{ ...split, undone: 1 as Micros }]))).toHaveLength(1);
  });
});

describe('work', () => {
  test('a hundred thousand accounts in two products, and a name that all share', () => {
    const accounts = Array.from({ length: 50_000 }, (_, i) => {
      const [first, last] = [word(i), word(i * 7 + 3)];
      return [
        okta(['email', `${first}.${last}@corp.example`], ['okta-id', `00u${i}`], ['display', 'Same Name']),
        jira(['login', `${first}_${last}`]),
      ];
    }).flat();
    expectNoBlowUp(() => {
      const found = suggested(accounts);
      expect(found.length).toBeGreaterThan(40_000);
      expect(found.length).toBeLessThan(300_000);
    });
  });
});

/** A pronounceable word for each number. */
function word(n: number): string {
  let text = '';
  for (let rest = (n * 2_654_435_761) % 2 ** 32, i = 0; i < 4; i++, rest = Math.floor(rest / 70))
    text += 'bdfglmnprstvzk'[rest % 14]! + 'aeiou'[Math.floor(rest / 14) % 5]!;
  return text;
}
