/** The vendors' traps that the case must contain, so that importers meet them. */
import { describe, expect, it } from 'vitest';
import { caseFiles, LOGS, textOf } from './read-case.ts';

const of = (prefix: string): string[] =>
  [...LOGS].filter(([file]) => file.startsWith(prefix)).flatMap(([, records]) => [...records]);

describe('Okta', () => {
  const events = of('okta/').map(
    (text) =>
      JSON.parse(text) as {
        uuid: string;
        published: string;
        client: { zone: string | null };
        request: { ipChain: unknown[] };
        debugContext: { debugData?: unknown };
        target: unknown;
        transaction: { detail: { requestApiTokenId?: string } };
      },
  );

  it('has the literal zone, chains of more than one hop, empty debug contexts, absent targets, API tokens', () => {
    expect(events.some(({ client }) => client.zone === 'null')).toBe(true);
    expect(events.some(({ request }) => request.ipChain.length > 1)).toBe(true);
    expect(events.some(({ debugContext }) => debugContext.debugData === undefined)).toBe(true);
    expect(events.some(({ target }) => target === null)).toBe(true);
    expect(events.some(({ transaction }) => transaction.detail.requestApiTokenId !== undefined)).toBe(true);
  });

  it('has unique ids, and is not in order of time everywhere', () => {
    expect(new Set(events.map(({ uuid }) => uuid)).size).toBe(events.length);
    expect(events.some(({ published }, index) => index > 0 && published < events[index - 1]!.published)).toBe(
      true,
    );
  });
});

describe('Atlassian', () => {
  const lines = ['jira/', 'confluence/', 'bitbucket/'].flatMap(of).map(
    (text) =>
      JSON.parse(text) as {
        author: { id: string; name: string };
        source?: string;
        timestamp: { nano: number };
        affectedObjects: { type: string; name: string }[];
        auditType: { action: string };
      },
  );

  it('has nanoseconds that need padding', () => {
    expect(lines.some(({ timestamp }) => timestamp.nano > 0 && timestamp.nano < 100_000_000)).toBe(true);
  });

  it('has lines of the system without a source, and sources with several hops', () => {
    const system = lines.filter(({ author }) => author.id === '-1');
    expect(system.length).toBeGreaterThan(30);
    expect(system.every(({ source }) => source === undefined)).toBe(true);
    expect(lines.filter(({ source }) => source?.includes(',')).length).toBeGreaterThan(100);
  });

  it('names the account that was tried in failed sign-ins of Anonymous', () => {
    const failed = lines.filter(({ author }) => author.id === '-2');
    expect(failed.length).toBeGreaterThan(30);
    expect(
      failed.every(
        ({ affectedObjects }) =>
          affectedObjects[0]?.type === 'USER' && affectedObjects[0].name !== 'Anonymous',
      ),
    ).toBe(true);
  });
});

describe('CloudTrail', () => {
  const records = [...LOGS]
    .filter(([file]) => file.startsWith('cloudtrail/'))
    .flatMap(([file, texts]) =>
      texts.map((text) => ({ file, text, id: (JSON.parse(text) as { eventID: string }).eventID })),
    );

  it('delivers two records twice, byte for byte, into folders of two regions', () => {
    const first = new Map<string, (typeof records)[number]>();
    const twice = records.filter((one) => {
      const known = first.get(one.id);
      if (known === undefined) first.set(one.id, one);
      return (
        known !== undefined && known.text === one.text && known.file.split('/')[4] !== one.file.split('/')[4]
      );
    });
    expect(twice).toHaveLength(2);
    expect(first.size).toBe(records.length - 2);
  });

  it('has the usual identities, and keys that a role was given and then used', () => {
    const types = new Set(records.map(({ text }) => /"userIdentity":\{"type":"(\w+)"/.exec(text)![1]));
    expect([...types].sort()).toEqual(['AWSService', 'AssumedRole', 'IAMUser', 'Root']);
    const minted = records.flatMap(
      ({ text }) => /"credentials":\{"accessKeyId":"(ASIA\w+)"/.exec(text)?.[1] ?? [],
    );
    expect(minted.length).toBeGreaterThan(20);
    for (const key of minted.slice(0, 5))
      expect(records.filter(({ text }) => text.includes(key)).length).toBeGreaterThan(1);
  });

  it('keeps the identity of unknown users hidden and gives failed console sign-ins no error code', () => {
    const hidden = records.filter(
      ({ text }) => text.includes('HIDDEN_DUE_TO_SECURITY_REASONS') && text.includes('ConsoleLogin'),
    );
    expect(hidden).toHaveLength(2);
    expect(hidden.every(({ text }) => !text.includes('errorCode'))).toBe(true);
  });
});

describe('VPC flow logs', () => {
  it('come with three headers, gaps, and true endpoints behind a NAT', () => {
    const headers = new Set(
      caseFiles()
        .filter((file) => file.startsWith('vpcflow/'))
        .map((file) => textOf(file).split('\n')[0]!),
    );
    expect(headers.size).toBe(3);
    const flows = of('vpcflow/');
    expect(flows.some((text) => text.endsWith('NODATA')) && flows.some((text) => /SKIPDATA/.test(text))).toBe(
      true,
    );
    const custom = flows.filter((text) => text.startsWith('5 ')).map((text) => text.split(' '));
    expect(custom.every((cells) => cells.length === 20)).toBe(true);
    expect(custom.some((cells) => cells[17] !== cells[3])).toBe(true);
  });
});

describe('the files beside the logs', () => {
  it('a roster of about 400 people without the account that the attacker made', () => {
    const rows = textOf('people.csv').trim().split('\n').slice(1);
    expect(rows.length).toBeGreaterThan(380);
    expect(rows.some((row) => row.startsWith('tandrews,'))).toBe(false);
  });

  it('a rotation list with exactly four leaked credentials that were never rotated', () => {
    const rows = textOf('credential-rotation.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
    expect(rows.length).toBeGreaterThanOrEqual(60);
    const open = rows.filter((cells) => cells[4] === 'yes' && cells[5] === '').map((cells) => cells[0]);
    expect(open).toEqual([
      '00Tmoveworks0gateway1',
      'smartsheet-svc',
      'bitbucket-svc',
      'AKIAXAMPLE7MARKETPLC',
    ]);
  });

  it('HAR files of the two sessions that were stolen, with made-up cookies only', () => {
    const files = caseFiles().filter((file) => file.endsWith('.har'));
    expect(files).toHaveLength(2);
    for (const file of files) {
      const { log } = JSON.parse(textOf(file)) as {
        log: {
          version: string;
          entries: {
            request: { cookies: { value: string }[]; headers: { name: string; value: string }[] };
          }[];
        };
      };
      expect(log.version).toBe('1.2');
      expect(
        log.entries
          .flatMap(({ request }) => request.cookies)
          .every(({ value }) => value.startsWith('synthetic-')),
      ).toBe(true);
      const session = log.entries[0]!.request.headers.find(({ name }) => name === 'X-Okta-Session-Id')!.value;
      expect(of('okta/').some((text) => text.includes(session) && text.includes('193.142.58.126'))).toBe(
        true,
      );
    }
  });
});
