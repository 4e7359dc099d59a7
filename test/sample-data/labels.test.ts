/** The answer key against the logs: every label carries a mark, and no mark is without a label. */
import { describe, expect, it } from 'vitest';
import { EXPECTED, LOGS, recordAt } from './read-case.ts';

const ATTACKER_MARKS = /193\.142\.58\.126|198\.244\.174\.214/;
/** The attempts on São Paulo come from the company's own server, so that they carry neither address. */
const SAO_PAULO = /10\.40\.12\.21.*10\.90\.4\.17/;
/** Everything that only the attack brought into the world. */
const ONLY_ATTACK = /193\.142\.58\.126|198\.244\.174\.214|idowall|jvm-agent|tandrews|SEC-229[01]/;
/** What defenders act on. */
const CHAIN_ENTITIES =
  /193\.142\.58\.126|198\.244\.174\.214|smartsheet-svc|bitbucket-svc|tandrews|apps-marketplace-svc|00Tmoveworks0gateway1|moyelaran|hbrandao/;

const labelled = new Map<string, { role: string; step: string }>();
for (const { file, role, step, records } of EXPECTED.labels) {
  for (const record of records) labelled.set(`${file}#${record}`, { role, step });
}

describe('labels', () => {
  it('are as many as the key says, each record once', () => {
    expect(EXPECTED.labels.flatMap(({ records }) => records)).toHaveLength(EXPECTED.totals.labelled);
    expect(labelled.size).toBe(EXPECTED.totals.labelled);
  });

  it('of the attacker point at records with the marks of the attacker', () => {
    const wrong = EXPECTED.labels
      .filter(({ role }) => role === 'attacker')
      .flatMap(({ file, records }) => records.map((record) => recordAt({ file, record })))
      .filter((text) => !ATTACKER_MARKS.test(text) && !SAO_PAULO.test(text));
    expect(wrong).toEqual([]);
  });

  it('of the response point at records that act on something of the chain', () => {
    const responses = EXPECTED.labels
      .filter(({ role }) => role === 'response')
      .flatMap(({ file, records }) => records.map((record) => recordAt({ file, record })));
    expect(responses.length).toBeGreaterThan(15);
    expect(responses.filter((text) => !CHAIN_ENTITIES.test(text))).toEqual([]);
  });

  it('miss no record that carries a mark', () => {
    const missed = [...LOGS].flatMap(([file, records]) =>
      records.flatMap((text, index) =>
        ONLY_ATTACK.test(text) && !labelled.has(`${file}#${index + 1}`) ? [`${file}#${index + 1}`] : [],
      ),
    );
    expect(missed).toEqual([]);
  });

  it('belong to steps of the key, and every step is shown by a labelled record with its native id', () => {
    const ids = new Set(EXPECTED.steps.map(({ id }) => id));
    expect(EXPECTED.labels.filter(({ step }) => !ids.has(step))).toEqual([]);
    for (const { id, records } of EXPECTED.steps) {
      expect(records.length, id).toBeGreaterThan(0);
      for (const place of records) {
        expect(labelled.has(`${place.file}#${place.record}`), id).toBe(true);
        if (place.nativeId !== null) expect(recordAt(place)).toContain(place.nativeId);
      }
    }
  });
});

describe('decoys that the chain must not swallow', () => {
  const unlabelled = [...LOGS].flatMap(([file, records]) =>
    records.filter((_, index) => !labelled.has(`${file}#${index + 1}`)),
  );
  const during = (text: string): boolean =>
    /"published":"2023-11-(1[4-9]|2\d)|"eventTime":"2023-11-(1[4-9]|2\d)/.test(text) ||
    Number(/"epochSecond":(\d+)/.exec(text)?.[1] ?? 0) > Date.parse('2023-11-14T09:22:49Z') / 1000;

  it.each(['smartsheet-svc', 'bitbucket-svc', '00Tmoveworks0gateway1', 'AKIAXAMPLE7MARKETPLC'])(
    'ordinary work of %s goes on before and during the attack',
    (credential) => {
      const own = unlabelled.filter((text) => text.includes(credential));
      expect(own.filter((text) => !during(text)).length).toBeGreaterThan(50);
      expect(own.filter(during).length).toBeGreaterThan(20);
    },
  );

  it('an administrator uses ScriptRunner and makes an account on the same days', () => {
    const keys = (action: string): string[] =>
      unlabelled.filter((text) => text.includes(`"actionI18nKey":"${action}"`));
    expect(keys('jira.auditing.scriptrunner.console.executed')).toHaveLength(4);
    expect(keys('jira.auditing.user.created').filter(during).length).toBeGreaterThan(0);
  });

  it('the owners of the stolen sessions work in them from their own offices', () => {
    const stolen = EXPECTED.steps
      .find(({ id }) => id === 'session-hijacked')!
      .records.map((place) => /"externalSessionId":"(102\w+)"/.exec(recordAt(place))![1]!);
    expect(new Set(stolen).size).toBe(2);
    for (const session of new Set(stolen)) {
      const own = unlabelled.filter((text) => text.includes(session));
      expect(own.length).toBeGreaterThan(2);
      expect(own.every((text) => /"ipAddress":"198\.51\.100\./.test(text))).toBe(true);
    }
  });

  it('other addresses are as rare as the attacker’s', () => {
    const people = new Map<string, Set<string>>();
    for (const text of unlabelled.filter((one) => one.includes('"published"'))) {
      const { client, actor } = JSON.parse(text) as {
        client: { ipAddress: string | null };
        actor: { alternateId: string };
      };
      if (client.ipAddress === null) continue;
      people.set(client.ipAddress, (people.get(client.ipAddress) ?? new Set()).add(actor.alternateId));
    }
    expect([...people.values()].filter((who) => who.size === 1).length).toBeGreaterThan(50);
    expect([...people.values()].filter((who) => who.size >= 100).length).toBeGreaterThanOrEqual(2);
  });
});
