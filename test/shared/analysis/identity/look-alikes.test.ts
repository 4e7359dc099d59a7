import { describe, expect, test } from 'vitest';
import { findLookAlikes, type LookAlikeWork } from '../../../../shared/analysis/identity/look-alikes.ts';
import { oneEdit, resemblance, skeleton } from '../../../../shared/analysis/identity/resemble.ts';
import { resolveIdentities } from '../../../../shared/analysis/identity/resolve.ts';
import { peopleOf } from '../../../../shared/analysis/identity/roster.ts';
import type { AliasKind } from '../../../../shared/events/event.ts';

type Named = [AliasKind, string];

function identitiesOf(...accounts: readonly Named[][]) {
  return resolveIdentities(
    accounts.map((aliases, i) => ({
      code: i + 1,
      source: 'okta:system_log',
      actor: {
        type: 'human',
        id: null,
        name: aliases[0]![1],
        email: null,
        aliases: aliases.map(([kind, value]) => ({ kind, value })),
      },
    })),
  );
}

describe('a name imitates another', () => {
  test.each([
    ['Cyrillic letters', 'jаne.doe', 'jane.doe', 'letters of another script'],
    ['Greek letters', 'jοhn.doe', 'john.doe', 'letters of another script'],
    ['wide letters', 'ｊane.doe', 'jane.doe', 'look the same'],
    ['a digit for a letter', 'jane.d0e', 'jane.doe', 'look the same'],
    ['one for l', 'pau1.hall', 'paul.hall', 'look the same'],
    ['rn for m', 'torn.hall', 'tom.hall', 'look the same'],
    ['accents', 'josé.ruiz', 'jose.ruiz', 'accents only'],
    ['a letter doubled', 'helena.brandaoo', 'helena.brandao', 'is doubled'],
    ['a letter more', 'jane.dhoe', 'jane.doe', 'has “h” more'],
    [
      'another letter',
      'jane.dou',
      'jane.doe',
      '“e” in one is “u” in the other'.replace('“e” in one is “u”', '“u” in one is “e”'),
    ],
    ['letters turned round', 'jnae.doe', 'jane.doe', 'turned round'],
  ])('%s', (_, one, other, words) => {
    expect(resemblance(one, other)).toContain(words);
    expect(resemblance(other, one)).not.toBeNull();
  });

  test.each([
    ['separators only', 'jane_doe', 'jane.doe'],
    ['numbers of a series', 'user7', 'user8'],
    ['a namesake’s number', 'jane.doe2', 'jane.doe'],
    ['another initial', 'jsmith', 'bsmith'],
    ['short names', 'ann', 'ana'],
    ['a second account', 'jdoe-a', 'jdoe'],
    ['two differences', 'jane.doe', 'joan.dol'],
  ])('not: %s', (_, one, other) => {
    expect(resemblance(one, other)).toBeNull();
    expect(resemblance(other, one)).toBeNull();
  });

  test('where two texts differ', () => {
    expect(oneEdit('abc', 'abc')).toBeNull();
    expect(oneEdit('abcd', 'abc')).toMatchObject({ at: 3 });
    expect(oneEdit('abcd', 'badc')).toBeNull();
    expect(skeleton('PаypаI')).toBe(skeleton('paypal'));
  });
});

describe('look-alikes of a case', () => {
  const of = (accounts: readonly Named[][], events = (i: number) => (i === 0 ? 100 : 1)) =>
    findLookAlikes(identitiesOf(...accounts), events);

  test('are flagged with the pair and the reason, the imitation first', () => {
    const found = of([[['email', 'jane.doe@corp.example']], [['email', 'jаne.doe@corp.example']]]);
    expect(found).toEqual([
      {
        identity: 1,
        of: 0,
        disguised: true,
        reason: '“jane.doe” and “jаne.doe”: letters of another script stand for Latin ones',
      },
    ]);
  });

  test('by a domain that looks the same', () => {
    const [found] = of([[['email', 'kim@corp.example']], [['email', 'kim@c0rp.example']]]);
    expect(found).toMatchObject({ identity: 1, of: 0, disguised: true });
    expect(found!.reason).toContain('kim at “corp.example” and at “c0rp.example”');
  });

  test('by a display name that the eye takes for another', () => {
    const found = of([
      [
        ['email', 'kim@corp.example'],
        ['display', 'Kim Lee'],
      ],
      [
        ['login', 'x99'],
        ['display', 'Kіm Lee'],
      ],
    ]);
    expect(found).toHaveLength(1);
  });

  test('of whom the script, not the number of records, tells the imitation', () => {
    const [found] = of([[['login', 'jаne.doe']], [['login', 'jane.doe']]]);
    expect(found).toMatchObject({ identity: 0, of: 1 });
  });

  test('that a roster lists both are two people', () => {
    const accounts: Named[][] = [[['login', 'anna.berg']], [['login', 'anne.berg']]];
    const people = peopleOf(
      accounts.map((aliases, i) => ({
        file: 'p.csv',
        record: i + 1,
        fact: {
          kind: 'person',
          aliases: aliases.map(([kind, value]) => ({ kind, value })),
          display: null,
          type: null,
          columns: [],
        },
      })),
    );
    expect(of(accounts)).toHaveLength(1);
    const listed = resolveIdentities([], [], people);
    expect(findLookAlikes(listed, () => 1)).toEqual([]);
  });

  test('hostile names do no harm', () => {
    const names = [
      '',
      '‮',
      '__proto__',
      'constructor',
      'a'.repeat(5000),
      '😀'.repeat(30),
      '\u0000',
      '%s',
      '<b>',
    ];
    expect(() =>
      of(
        names.map((name) => [
          ['login', name],
          ['display', name],
          ['email', `${name}@x.example`],
        ]),
      ),
    ).not.toThrow();
  });
});

describe('work', () => {
  const run = (n: number, name: (i: number) => string) => {
    const identities = identitiesOf(
      ...Array.from({ length: n }, (_, i): Named[] => [['email', `${name(i)}@corp.example`]]),
    );
    const work: LookAlikeWork = { compared: 0 };
    findLookAlikes(identities, () => 1, work);
    return work.compared;
  };
  const word = (i: number) => {
    let text = '';
    for (let rest = (i * 2_654_435_761) % 2 ** 32, k = 0; k < 6; k++, rest = Math.floor(rest / 40) + i)
      text += 'bdfglmnp'[rest % 8]! + 'aeiou'[Math.floor(rest / 8) % 5]!;
    return text;
  };

  test('grows with the number of names', () => {
    const [few, many] = [run(10_000, word), run(100_000, word)];
    expect(many).toBeLessThan(2_000_000);
    expect(many).toBeLessThan(Math.max(few, 1000) * 40);
  });

  test('does not grow with names that all resemble each other', () => {
    expect(run(20_000, (i) => `account${i}`)).toBeLessThan(400_000);
    expect(
      run(
        20_000,
        (i) =>
          `aaaa${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + (Math.floor(i / 26) % 26))}${String.fromCharCode(97 + (Math.floor(i / 676) % 26))}`,
      ),
    ).toBeLessThan(1_000_000);
  });
});
