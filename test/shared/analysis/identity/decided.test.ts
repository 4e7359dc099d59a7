import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../../shared/analysis/case-view.ts';
import type { Decision, DecisionData } from '../../../../shared/analysis/decisions.ts';
import { indexAliases, resolveIdentities } from '../../../../shared/analysis/identity/resolve.ts';
import { peopleOf } from '../../../../shared/analysis/identity/roster.ts';
import type { ResolvableActor } from '../../../../shared/analysis/identity/witness.ts';
import type { Micros } from '../../../../shared/base/time.ts';
import type { Alias, AliasKind, SourceType } from '../../../../shared/events/event.ts';

type Named = [AliasKind, string];
const alias = ([kind, value]: Named): Alias => ({ kind, value });

function acts(code: number, source: SourceType, records: number, ...aliases: Named[]): ResolvableActor {
  const all = aliases.map(alias);
  return {
    code,
    source,
    records,
    actor: { type: 'human', id: null, name: all[0]!.value, email: null, aliases: all },
  };
}

let made = 0;
function decide(kind: 'join' | 'split', a: Named, b: Named, reason = ''): Decision {
  const data: DecisionData = { kind, a: alias(a), b: alias(b) };
  return {
    id: ++made,
    data,
    reason,
    made: 1_700_000_000_000_000 as Micros,
    madeBy: 'examiner',
    undone: null,
    undoneBy: null,
  };
}

const OKTA: Named = ['okta-id', '00u1'];
const MAIL: Named = ['email', 'jane@corp.example'];
const LOGIN: Named = ['login', 'jdoe'];
const okta = acts(1, 'okta:system_log', 1000, OKTA, MAIL);
const jira = acts(2, 'atlassian:jira', 5, LOGIN, ['atlassian-id', 'jira:5']);
const both = acts(2, 'atlassian:jira', 5, MAIL, LOGIN);

const groups = (identities: readonly Identity[]) => identities.map(({ actors }) => actors);
const why = (identities: readonly Identity[], [kind, value]: Named) =>
  identities.flatMap(({ aliases }) => aliases).find((one) => one.kind === kind && one.value === value)?.why;

describe('a join', () => {
  test('makes two identities one and says who did, when and why', () => {
    const identities = resolveIdentities(
      [okta, jira],
      [],
      [],
      [decide('join', LOGIN, OKTA, 'badge records')],
    );
    expect(groups(identities)).toEqual([[1, 2]]);
    expect(why(identities, LOGIN)).toBe(
      'named in the same Jira record as the Atlassian id jira:5; joined with the Okta id 00u1 by examiner on 2023-11-14 22:13:20 UTC: “badge records”',
    );
  });

  test('that was taken back, or of names the case does not hold, does nothing', () => {
    const undone = { ...decide('join', LOGIN, OKTA), undone: 1 as Micros };
    const elsewhere = decide('join', LOGIN, ['okta-id', '00u9']);
    expect(groups(resolveIdentities([okta, jira], [], [], [undone, elsewhere]))).toEqual([[1], [2]]);
    expect(resolveIdentities([okta], [], [], [elsewhere])).toHaveLength(1);
  });

  test('of display names and of nobody does nothing', () => {
    const names: Named[] = [
      ['display', 'Jane'],
      ['login', 'anonymous'],
    ];
    for (const name of names)
      expect(
        resolveIdentities([okta, acts(2, 'atlassian:jira', 1, name)], [], [], [decide('join', name, OKTA)]),
      ).toHaveLength(2);
  });

  test('joins two people of a roster: the analyst knows better', () => {
    const row = (record: number, ...aliases: Named[]) => ({
      file: 'people.csv',
      record,
      fact: {
        kind: 'person' as const,
        aliases: aliases.map(alias),
        display: `person ${record}`,
        type: null,
        columns: [],
      },
    });
    const people = peopleOf([row(1, OKTA), row(2, LOGIN)]);
    expect(resolveIdentities([okta, jira], [], people)).toHaveLength(2);
    expect(resolveIdentities([okta, jira], [], people, [decide('join', OKTA, LOGIN)])).toHaveLength(1);
  });
});

describe('a split', () => {
  test('wins over exact evidence, cuts along the weakest and says what went where', () => {
    expect(groups(resolveIdentities([okta, both]))).toEqual([[1, 2]]);
    const identities = resolveIdentities(
      [okta, both],
      [],
      [],
      [decide('split', OKTA, LOGIN, 'shared mailbox')],
    );
    expect(groups(identities)).toEqual([[1], [2]]);
    expect(identities[0]!.aliases.map(({ value }) => value)).toEqual(['jane@corp.example', '00u1']);
    expect(why(identities, OKTA)).toContain(
      'kept apart from the login jdoe by examiner on 2023-11-14 22:13:20 UTC: “shared mailbox”',
    );
    expect(why(identities, MAIL)).toContain('5 records that also name the login jdoe stay there');
  });

  test('of two names of one record leaves both addressable, and every actor somewhere', () => {
    const identities = resolveIdentities([okta], [], [], [decide('split', OKTA, MAIL)]);
    expect(groups(identities).sort()).toEqual([[], [1]]);
    const find = indexAliases(identities);
    expect(find(alias(OKTA))).not.toBe(find(alias(MAIL)));
    expect(Math.min(find(alias(OKTA)), find(alias(MAIL)))).toBeGreaterThanOrEqual(0);
  });

  test('cuts a join before it cuts a record', () => {
    const joined = decide('join', LOGIN, MAIL);
    const identities = resolveIdentities(
      [okta, jira],
      [],
      [],
      [joined, decide('split', ['atlassian-id', 'jira:5'], OKTA)],
    );
    expect(groups(identities)).toEqual([[1], [2]]);
    expect(identities[1]!.aliases.map(({ value }) => value)).toContain('jdoe');
  });

  test('and a join of the same pair: the later one holds', () => {
    const [join, split] = [decide('join', OKTA, LOGIN), decide('split', LOGIN, OKTA)];
    expect(resolveIdentities([okta, jira], [], [], [join, split])).toHaveLength(2);
    expect(resolveIdentities([okta, jira], [], [], [split, join])).toHaveLength(1);
    expect(resolveIdentities([okta, both], [], [], [join, split])).toHaveLength(2);
    expect(resolveIdentities([okta, both], [], [], [split, join])).toHaveLength(1);
  });

  test('taken back gives the same identity with the same id', () => {
    const before = resolveIdentities([okta, both]);
    const split = decide('split', OKTA, LOGIN);
    const apart = resolveIdentities([okta, both], [], [], [split]);
    const again = resolveIdentities([okta, both], [], [], [{ ...split, undone: 1 as Micros }]);
    expect(again).toEqual(before);
    expect(apart.map(({ id }) => id)).toContain(before[0]!.id);
  });
});

describe('whatever is decided', () => {
  const name = fc.integer({ min: 0, max: 12 }).map((n): Named => ['login', `user${n}`]);
  const accounts = fc.array(fc.uniqueArray(name, { minLength: 1, maxLength: 3, selector: String }), {
    maxLength: 20,
  });
  const decisions = fc.array(fc.tuple(fc.constantFrom<'join' | 'split'>('join', 'split'), name, name), {
    maxLength: 8,
  });

  test('splits hold, every actor is somewhere once, ids are unique and do not depend on the order of import', () => {
    fc.assert(
      fc.property(accounts, decisions, (all, wanted) => {
        const actors = all.map((aliases, i) => acts(i + 1, 'atlassian:jira', 3, ...aliases));
        const decided = wanted.filter(([, a, b]) => a[1] !== b[1]).map(([kind, a, b]) => decide(kind, a, b));
        const identities = resolveIdentities(actors, [], [], decided);
        const find = indexAliases(identities);
        const last = new Map(
          decided.map(({ data }) => {
            if (data.kind !== 'join' && data.kind !== 'split') throw new Error('unexpected');
            return [[data.a.value, data.b.value].sort().join(), data];
          }),
        );
        for (const { kind, a, b } of last.values())
          if (kind === 'split' && find(a) >= 0) expect(find(a)).not.toBe(find(b));
        expect(identities.flatMap((one) => one.actors).sort((x, y) => x - y)).toEqual(
          actors.map(({ code }) => code),
        );
        // Every name of a record can be looked up, and names one identity.
        for (const [, value] of all.flat()) expect(find({ kind: 'login', value })).toBeGreaterThanOrEqual(0);
        const ids = identities.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const shape = (found: readonly Identity[]) =>
          found.map(({ id, aliases }) => `${id} ${aliases.map(({ value }) => value).sort()}`).sort();
        expect(shape(resolveIdentities([...actors].reverse(), [], [], decided))).toEqual(shape(identities));
      }),
      { numRuns: 400 },
    );
  });
});
