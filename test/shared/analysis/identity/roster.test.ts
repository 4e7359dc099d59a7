import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveIdentities } from '../../../../shared/analysis/identity/resolve.ts';
import { type PersonFact, peopleOf } from '../../../../shared/analysis/identity/roster.ts';
import type { ResolvableActor } from '../../../../shared/analysis/identity/witness.ts';
import type { Actor, ActorType, Alias, AliasKind, SourceType } from '../../../../shared/events/event.ts';

type Named = [AliasKind, string];
const named = (aliases: readonly Named[]): Alias[] => aliases.map(([kind, value]) => ({ kind, value }));

function actor(code: number, source: SourceType, type: Actor['type'], ...aliases: Named[]): ResolvableActor {
  const all = named(aliases);
  return { code, source, actor: { type, id: null, name: all[0]!.value, email: null, aliases: all } };
}

function row(
  record: number,
  aliases: readonly Named[],
  { display = null, type = null, file = 'people.csv' }: Partial<RowOptions> = {},
): PersonFact {
  return { file, record, fact: { kind: 'person', aliases: named(aliases), display, type, columns: [] } };
}
interface RowOptions {
  readonly display: string | null;
  readonly type: ActorType | null;
  readonly file: string;
}

const OKTA = actor(1, 'okta:system_log', 'human', ['email', 'jane@corp.example'], ['okta-id', '00u1']);
const JIRA = actor(2, 'atlassian:jira', 'human', ['login', 'jdoe'], ['atlassian-id', 'JIRAUSER10']);
const JANE: Named[] = [
  ['email', 'jane@corp.example'],
  ['login', 'jdoe'],
];

describe('a row of a roster', () => {
  test('joins the accounts that it names and says which row did', () => {
    expect(resolveIdentities([OKTA, JIRA])).toHaveLength(2);
    const [jane, ...others] = resolveIdentities(
      [OKTA, JIRA],
      [],
      peopleOf([row(12, JANE, { display: 'Jane Doe' })]),
    );
    expect(others).toEqual([]);
    expect(jane).toMatchObject({ display: 'Jane Doe', class: 'human', actors: [1, 2] });
    const why = (kind: AliasKind) => jane!.aliases.find((alias) => alias.kind === kind)?.why;
    expect(why('okta-id')).toBe('named in the same Okta record as the e-mail jane@corp.example');
    expect([why('login'), why('email')].join('\n')).toContain('the roster people.csv row 12 names both');
  });

  test('gives its class, with the row as reason', () => {
    const [one] = resolveIdentities(
      [actor(1, 'atlassian:jira', 'human', ['login', 'importer'])],
      [],
      peopleOf([row(3, [['login', 'importer']], { type: 'service' })]),
    );
    expect(one).toMatchObject({
      class: 'service',
      classWhy: 'the roster people.csv row 3 lists it as a service',
    });
  });

  test('makes a person known who never acted', () => {
    const [quiet] = resolveIdentities([], [], peopleOf([row(1, JANE, { display: 'Jane Doe' })]));
    expect(quiet).toMatchObject({ display: 'Jane Doe', actors: [] });
  });

  test('joins by equal e-mails only', () => {
    const people = peopleOf([row(1, [['email', 'jane@corp.example.org']], { display: 'Jane Doe' })]);
    const [okta] = resolveIdentities([OKTA], [], people);
    expect(okta).toMatchObject({ display: 'jane@corp.example' });
    expect(okta!.classWhy).toMatch(/in no roster/);
  });

  test('with a name that two people have is shown with the account', () => {
    const people = peopleOf([
      row(1, JANE, { display: 'Jane Doe' }),
      row(2, [['email', 'jane2@corp.example']], { display: 'Jane Doe' }),
    ]);
    expect(resolveIdentities([OKTA], [], people).map(({ display }) => display)).toEqual([
      'Jane Doe (jane@corp.example)',
      'Jane Doe (jane2@corp.example)',
    ]);
  });
});

describe('two rows', () => {
  test('are two people, though they share a mailbox', () => {
    const desk: Named = ['email', 'desk@corp.example'];
    const people = peopleOf([row(1, [desk, ['login', 'a']]), row(2, [desk, ['login', 'b']])]);
    const identities = resolveIdentities(
      [
        actor(1, 'atlassian:jira', 'human', ['login', 'a']),
        actor(2, 'atlassian:jira', 'human', ['login', 'b']),
        actor(3, 'okta:system_log', 'human', desk),
      ],
      [],
      people,
    );
    expect(identities.map(({ actors }) => actors)).toEqual([[1], [2], [3]]);
  });

  test('are two people, though one record names both', () => {
    const people = peopleOf([
      row(1, JANE),
      row(2, [
        ['email', 'kim@corp.example'],
        ['login', 'kim'],
      ]),
    ]);
    const both = actor(1, 'atlassian:jira', 'human', ['email', 'jane@corp.example'], ['login', 'kim']);
    const jira = actor(2, 'atlassian:confluence', 'human', ['login', 'jdoe']);
    const identities = resolveIdentities([both, jira], [], people);
    expect(identities.map(({ actors }) => actors)).toEqual([[1], [2], []]);
  });

  test('of two files with one e-mail are one person, unless they disagree', () => {
    const mail: Named = ['email', 'jane@corp.example'];
    const hr = row(1, [mail, ['login', 'jdoe']], { file: 'a.csv' });
    const it = row(7, [mail, ['okta-id', '00u1']], { file: 'b.csv', display: 'Jane Doe' });
    const other = row(7, [mail, ['login', 'jane']], { file: 'b.csv' });
    expect(peopleOf([hr, it])).toHaveLength(1);
    expect(peopleOf([it, hr])).toEqual(peopleOf([hr, it]));
    expect(peopleOf([hr, other])).toHaveLength(2);
  });

  test('never become one identity, whatever they and the records say', () => {
    const alias = fc.record({
      kind: fc.constantFrom<AliasKind>('email', 'login', 'okta-id', 'atlassian-id'),
      value: fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example', 'd@x.example'),
    });
    const aliases = fc.array(alias, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(aliases, { maxLength: 8 }),
        fc.array(aliases, { maxLength: 6 }),
        (acting, rows) => {
          const actors = acting.map((all, i): ResolvableActor => {
            const own: Actor = { type: 'human', id: null, name: 'x', email: null, aliases: all };
            return { code: i + 1, source: 'atlassian:jira', actor: own };
          });
          const facts = rows.map(
            (all, i): PersonFact => ({
              file: 'people.csv',
              record: i + 1,
              fact: { kind: 'person', aliases: all, display: `person ${i}`, type: null, columns: [] },
            }),
          );
          const without = resolveIdentities(actors);
          const identities = resolveIdentities(actors, [], peopleOf(facts));
          // What records joined stays joined, and every actor is in exactly one identity.
          for (const { actors: codes } of without)
            expect(identities.filter((one) => codes.some((code) => one.actors.includes(code)))).toHaveLength(
              1,
            );
          const backwards = resolveIdentities(actors, [], peopleOf([...facts].reverse()));
          expect(backwards.map(({ display }) => display).sort()).toEqual(
            identities.map(({ display }) => display).sort(),
          );
          const listed = identities.flatMap(({ display }) => /^person \d+/.exec(display)?.[0] ?? []);
          expect(new Set(listed).size).toBe(listed.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});
