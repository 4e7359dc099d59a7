/** What Okta's records mean, trap by trap. Expectations are worked out from the samples' text, not from the importer. */
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/event.ts';
import { detect } from '../../../shared/importers/detect.ts';
import { headOf } from '../../../shared/importers/kit/head.ts';
import { importBytes, readSample } from '../../support/importer-properties.ts';

type Part = Partial<Draft>;

function read(name: string): { drafts: Part[]; issues: readonly string[]; detection: string } {
  const { events, issues, detection } = importBytes(readSample(`okta/${name}`), 65_536);
  return { drafts: events.map((event) => event.draft as Part), issues, detection };
}

function readText(text: string) {
  const { events, issues } = importBytes(new TextEncoder().encode(text), 65_536);
  return { drafts: events.map((event) => event.draft as Part), issues };
}

const micros = (drafts: readonly Part[]) => drafts.map((draft) => draft.time?.micros);

describe('one event in two exports', () => {
  const json = read('admin-console-same-events.ndjson').drafts;
  const csv = read('admin-console.csv');

  it('is one draft, where the table has the field', () => {
    expect(csv.drafts).toHaveLength(json.length);
    csv.drafts.forEach((draft, at) => {
      const { relatedIps: _r, credential: _c, targets, ...rest } = json[at]!;
      const { targets: columns, ...row } = draft;
      expect(row).toEqual(rest);
      expect(columns).toEqual(targets?.slice(0, 4));
    });
  });

  it('says once what the table leaves out', () => {
    expect(csv.issues).toHaveLength(1);
    expect(csv.issues[0]).toContain('record 1 at');
    expect(csv.issues[0]).toContain('source.lossy (note)');
    expect(json[7]!.credential).toBe('00Tgateway00000001');
    expect(csv.drafts[7]!.credential).toBeUndefined();
    expect(json[6]!.relatedIps).toEqual([{ ip: '198.51.100.10', role: 'proxy' }]);
    expect(json[6]!.targets).toHaveLength(5);
  });

  it('has the cells that hold commas and quotes whole', () => {
    expect(csv.drafts[4]!.userAgent).toBe('Agent "quoted", with; commas');
    expect(csv.drafts[4]!.targets?.[0]?.name).toBe('Default, Policy');
  });
});

describe('the table of the admin console', () => {
  it('is read by the names of its columns, with times as people rewrite them', () => {
    const { drafts, issues } = read('admin-console-times-and-order.csv');
    expect(micros(drafts)).toEqual([
      1699866000000000,
      1699866001000000,
      1699862402123456,
      undefined,
      undefined,
      1699866005000000,
    ]);
    expect(drafts.map((draft) => draft.time?.zone)).toEqual([
      'assumed',
      'stated',
      'stated',
      undefined,
      undefined,
      'assumed',
    ]);
    expect(issues.map((one) => /: ([a-z.-]+) \(/.exec(one)?.[1])).toEqual([
      'source.lossy',
      'time.invalid',
      'time.missing',
      'csv.ragged',
    ]);
  });

  it('is known in camel case and UTF-16 too', () => {
    const camel = read('camel-case-table.csv').drafts[0]!;
    expect(camel.actor?.email).toBe('mara.lindqvist@halcyonedge.example');
    expect(camel.effects).toEqual([
      { kind: 'reset-credential', alias: { kind: 'email', value: 'tom.aydin@halcyonedge.example' } },
    ]);
    expect(read('admin-console-utf-16.csv').drafts[0]!.actor?.name).toBe('zoë.ørsted@halcyonedge.example');
  });

  it('is no other table that has times and types of events', () => {
    const head = headOf(
      new TextEncoder().encode('event_type,timestamp,message\na,2023-11-14T00:00:00Z,b\n'),
      true,
    );
    expect(detect(head).kind).not.toBe('importer');
  });
});

describe('wrappers', () => {
  it('take the time of the record, not of the event bus', () => {
    const { drafts, detection } = read('event-stream.ndjson');
    expect(detection).toBe('okta:system_log: EventBridge log stream');
    expect(micros(drafts)).toEqual([1699776000120000, 1699776002500000]);
  });

  it('of hooks, Splunk and Elasticsearch are taken off', () => {
    expect(read('event-hook.json').drafts.map((draft) => draft.action)).toEqual([
      'user.lifecycle.suspend',
      'user.session.clear',
    ]);
    expect(micros(read('splunk.ndjson').drafts)).toEqual([
      1699783200000000, 1699783205000000, 1699783260000000,
    ]);
    expect(micros(read('elastic-hits.json').drafts)).toEqual([1699783320000000, 1699783380000000]);
  });
});

describe('events out of data lakes', () => {
  const expected = [
    ['user.session.start', 1699953769123000, 'mara.lindqvist@halcyonedge.example', 'success', '102lake0001'],
    ['user.session.start', 1699953770000000, 'admin@halcyonedge.example', 'failure', undefined],
    [
      'user.account.privilege.grant',
      1699953780000000,
      'mara.lindqvist@halcyonedge.example',
      'success',
      '102lake0001',
    ],
    [
      'system.api_token.create',
      1699953840000000,
      'mara.lindqvist@halcyonedge.example',
      'success',
      '102lake0001',
    ],
  ];
  const values = ({ drafts }: { drafts: Part[] }) =>
    drafts.map(({ action, time, actor, outcome, session }) => [
      action,
      time?.micros,
      actor?.email,
      outcome,
      session,
    ]);

  it.each([
    ['lake-small-letters.ndjson', 'LogEvents out of a data lake'],
    ['lake-json-cells.csv', 'table of a data lake (CSV)'],
    ['lake-json-in-text.ndjson', 'LogEvents out of a data lake'],
    ['sentinel.json', 'rows of Sentinel’s table Okta_CL'],
  ])('say what the API says, nothing left out: %s', (name, shape) => {
    const found = read(name);
    expect(found.detection).toBe(`okta:system_log: ${shape}`);
    expect(values(found).slice(0, 4)).toEqual(expected);
    expect(found.issues).toEqual([]);
    const [first, , grant, token] = found.drafts;
    expect(first).toMatchObject({
      srcIp: '193.142.58.126',
      relatedIps: [{ ip: '198.51.100.10', role: 'proxy' }],
    });
    expect(first!.userAgent).toContain('Chrome/119');
    expect(grant!.effects).toEqual([
      {
        kind: 'granted',
        alias: { kind: 'email', value: 'tom.aydin@halcyonedge.example' },
        what: 'Super administrator',
      },
    ]);
    expect(token!.credential).toBe('00Tgateway00000001');
    expect(token!.effects?.[0]).toMatchObject({ kind: 'issued-credential', credential: '00T7lake000001' });
  });

  it.each(['splunk-raw.csv', 'logs-insights.csv'])(
    'are whole where a column holds them whole: %s',
    (name) => {
      const { drafts, detection, issues } = read(name);
      expect(detection).toBe('okta:system_log: table with whole LogEvents (CSV)');
      expect(drafts.slice(0, 3)).toEqual(read('one-a-line.ndjson').drafts.slice(0, 3));
      expect(issues.filter((one) => one.includes('source.lossy'))).toEqual([]);
    },
  );

  it('have the times that Azure’s portal writes', () => {
    const { drafts, issues } = read('sentinel-portal.csv');
    expect(drafts.map((draft) => [draft.time?.micros, draft.time?.zone])).toEqual([
      [1699953769123000, 'stated'],
      [1699921370000000, 'stated'],
      [1699964580000000, 'stated'],
      [1699997040000000, 'stated'],
    ]);
    expect(issues).toEqual([]);
  });

  it('are no values where their text is no JSON', () => {
    const broken = read('lake-json-in-text.ndjson').drafts[4]!;
    expect(broken.action).toBe('user.session.start');
    expect([broken.actor, broken.srcIp]).toEqual([undefined, undefined]);
  });

  it.each([
    '{"eventtype":"purchase","published":"2023-11-14","uuid":"1"}',
    '{"event_type":"user.created","published":"2023-11-14","customer":"1"}',
    '{"eventType_s":"Heartbeat","TimeGenerated":"2023-11-14T00:00:00Z"}',
  ])('are no other logs: %s', (text) => {
    const found = detect(headOf(new TextEncoder().encode(text), true));
    expect(found.kind === 'importer' && found.importer.id).not.toBe('okta:system_log');
  });
});

describe('who acted', () => {
  it('is the person whose sign-in Okta writes in its own name, where there is one', () => {
    const { drafts } = read('signed-in-for-somebody.ndjson');
    expect(drafts.map((draft) => [draft.actor?.type, draft.actor?.email])).toEqual([
      ['human', 'tom.aydin@halcyonedge.example'],
      ['human', 'tom.aydin@halcyonedge.example'],
      ['system', 'system@okta.com'],
      ['system', 'system@okta.com'],
      [undefined, undefined],
      ['service', null],
      ['human', 'mara.lindqvist@halcyonedge.example'],
      ['human', 'mara.lindqvist@halcyonedge.example'],
    ]);
    expect(drafts[5]!.actor?.aliases).toContainEqual({ kind: 'okta-id', value: 'edge-service-app' });
  });

  it('is nobody where Okta knows nothing, and the login that was tried where it knows that', () => {
    const { drafts } = read('unknown-users.ndjson');
    expect(drafts.map((draft) => draft.actor?.id)).toEqual([null, null, null, null, null, null]);
    expect(drafts[0]!.actor?.email).toBe('admin@halcyonedge.example');
    expect(drafts[1]!.actor).toMatchObject({
      name: 'root',
      email: null,
      aliases: [{ kind: 'login', value: 'root' }],
    });
    expect(drafts[5]!.actor?.name).toBe('halcyon\\taydin');
  });

  it('is not named by a password that was typed into the login field', () => {
    const { events } = importBytes(readSample('okta/unknown-users.ndjson'), 65_536);
    const told = JSON.stringify(events).toLowerCase();
    expect(told).not.toContain('battery9');
    expect(told).not.toContain('sommer2023');
    expect(events[3]!.draft.actor).toMatchObject({ email: null, aliases: [] });
  });

  it('is the system for a push, whose victim is the target', () => {
    const push = read('push-fatigue.ndjson').drafts.filter((draft) =>
      draft.action!.startsWith('system.push'),
    );
    expect(push.length).toBeGreaterThan(0);
    for (const draft of push) {
      expect(draft.actor?.type).toBe('system');
      expect(draft.targets?.some((target) => target.type === 'user')).toBe(true);
    }
  });

  it('is an application, an address, or nothing', () => {
    const { drafts } = read('actor-types.ndjson');
    expect(drafts.map((draft) => [draft.actor?.type, draft.actor?.name])).toEqual([
      ['service', 'Gateway client'],
      ['service', 'Directory sync'],
      ['unknown', '198.51.100.77'],
      ['system', 'Okta System'],
      ['unknown', 'Nightly flow'],
      [undefined, undefined],
    ]);
    // Client ids tell capital letters apart.
    expect(drafts[0]!.actor?.aliases[0]).toEqual({ kind: 'okta-id', value: '0oa7Gate000001' });
    expect(drafts[2]!.actor?.aliases).toEqual([]);
  });
});

describe('categories', () => {
  it.each([
    ['zone.make_blacklist', 'change'],
    ['app.policy.sign_on.deny_access', 'authentication'],
    ['application.user_membership.show_password', 'credential'],
    ['app.oauth2.admin.consent.grant', 'permission'],
    ['group.application_assignment.add', 'permission'],
    ['user.session.impersonation.grant', 'permission'],
    ['user.account.update_primary_email', 'account'],
    ['app.user_management', 'account'],
    ['system.agent.ad.agent_instance_added', 'change'],
    ['system.ldapi.bind', 'authentication'],
    ['credential.register', 'credential'],
    ['security.threat.detected', 'other'],
    ['system.org.rate_limit.violation', 'other'],
  ])('%s is %s', (eventType, category) => {
    const record = { uuid: 'a', published: '2023-11-14T00:00:00.000Z', eventType };
    expect(readText(JSON.stringify(record)).drafts[0]!.category).toBe(category);
  });
});

describe('words that stand for nothing', () => {
  it('are no values', () => {
    const { drafts } = read('words-for-nothing.ndjson');
    const values = drafts.map(({ outcome: _, ...values }) => values);
    expect(JSON.stringify(values)).not.toMatch(/"(unknown|null)"/i);
    expect(drafts[0]!.session).toBe('102root0001');
    expect(drafts.slice(1, 3).map((draft) => draft.session)).toEqual([undefined, undefined]);
    expect(drafts[4]).toMatchObject({ relatedIps: [{ ip: '203.0.113.24', role: 'proxy' }] });
    expect(drafts[4]!.srcIp).toBeUndefined();
  });

  it('leave a group its name and the member its grant, in any order of targets', () => {
    const { drafts } = read('words-for-nothing.ndjson');
    expect(drafts[3]!.targets?.[0]).toEqual({ type: 'group', id: '00g7admins00001', name: 'Administrators' });
    expect(drafts[3]!.effects).toEqual([
      {
        kind: 'granted',
        alias: { kind: 'email', value: 'tom.aydin@halcyonedge.example' },
        what: 'Administrators',
      },
    ]);
  });
});

describe('values', () => {
  it('inside strings harm nothing, and a granted role is read from them', () => {
    const { drafts, issues } = read('strings-in-strings.ndjson');
    expect(issues).toEqual([]);
    expect(drafts[1]!.effects?.[0]).toMatchObject({ what: 'Super administrator, Read only administrator' });
    expect(drafts.map((draft) => draft.outcome)).toEqual(['unknown', 'success', 'unknown', 'unknown']);
    expect(drafts[2]!.reason).toBe('SKIPPED');
  });

  it('of addresses lose the port that proxies leave at them', () => {
    const record = {
      uuid: 'a',
      published: '2023-11-14T00:00:00.000Z',
      eventType: 'user.session.start',
      client: { ipAddress: '203.0.113.24:51515' },
      request: { ipChain: [{ ip: '203.0.113.24:51515' }, { ip: '[2001:db8::10]:443' }] },
    };
    const { drafts, issues } = readText(JSON.stringify(record));
    expect(issues).toEqual([]);
    expect(drafts[0]).toMatchObject({
      srcIp: '203.0.113.24',
      relatedIps: [{ ip: '2001:db8::10', role: 'proxy' }],
    });
  });

  it('of the address chain keep their order', () => {
    expect(read('one-record.json').drafts[0]).toMatchObject({
      srcIp: '203.0.113.24',
      relatedIps: [
        { ip: '198.51.100.10', role: 'proxy' },
        { ip: '192.0.2.33', role: 'proxy' },
      ],
    });
  });

  it.each([
    ['SUCCESS', 'success'],
    ['ALLOW', 'success'],
    ['FAILURE', 'failure'],
    ['DENY', 'failure'],
    ['CHALLENGE', 'unknown'],
    ['SKIPPED', 'unknown'],
    ['UNKNOWN', 'unknown'],
    [null, 'unknown'],
    [7, 'unknown'],
    ['__proto__', 'unknown'],
  ])('%s is %s', (result, outcome) => {
    const record = {
      uuid: 'a',
      published: '2023-11-14T00:00:00.000Z',
      eventType: 'x.y',
      outcome: { result },
    };
    expect(readText(JSON.stringify(record)).drafts[0]!.outcome).toBe(outcome);
  });

  it.each([
    ['actor', 7],
    ['client', []],
    ['target', { type: 'User' }],
    ['outcome', 'SUCCESS'],
    ['debugContext', {}],
    ['authenticationContext', null],
    ['transaction', 'T1'],
    ['request', { ipChain: 'none' }],
  ])('of a wrong type in %s are absent', (key, value) => {
    const record = {
      uuid: 'a',
      published: '2023-11-14T00:00:00.000Z',
      eventType: 'zone.update',
      [key]: value,
    };
    const { drafts, issues } = readText(JSON.stringify(record));
    expect(issues).toEqual([]);
    expect(drafts[0]).toMatchObject({ action: 'zone.update', nativeId: 'a' });
  });
});

describe('recognition', () => {
  const record = (uuid: string, more = '') =>
    `{"uuid":"${uuid}","published":"2023-11-14T00:00:00.000Z","eventType":"user.session.start"${more}}`;

  it('holds when the first record is damaged, and when one record is longer than the head', () => {
    expect(readText(`{"uuid":"a","publi\n${record('b')}\n${record('c')}\n`).drafts).toHaveLength(2);
    const long = record('d', `,"actor":{"displayName":"${'x'.repeat(80_000)}"}`);
    expect(readText(`[${long},${record('e')}]`).drafts).toHaveLength(2);
  });

  it('leaves other logs alone', () => {
    const trail =
      '{"Records":[{"eventVersion":"1.08","eventTime":"2023-11-14T00:00:00Z","eventType":"AwsApiCall"}]}';
    const found = detect(headOf(new TextEncoder().encode(trail), true));
    expect(found.kind === 'importer' && found.importer.id).not.toBe('okta:system_log');
  });
});
