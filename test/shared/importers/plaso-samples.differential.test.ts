/**
 * The web and application logs that plaso tests itself with, read in place: values as plaso publishes them for these
 * lines, or worked out by hand from the line where it publishes none. Skipped where the fixtures are absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatMicros, type Timestamp } from '../../../shared/base/time.ts';
import { importBytes } from '../../support/importer-properties.ts';

const FOLDER = join(import.meta.dirname, '../../../../shared/fixtures/logs/plaso');

type Row = readonly [time: string, actor: string | null, ip: string | null, action: string, outcome: string];

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/105.0.0.0 Safari/537.36';

const FILES: Readonly<Record<string, { readonly importer: string; readonly rows: readonly Row[] }>> = {
  'atlassian-bitbucket-access.log': {
    importer: 'atlassian:bitbucket-access',
    rows: [
      ['2012-10-29T00:06:26.838', 'eaccru', '63.246.22.199', 'GET', 'success'],
      ['2022-04-12T05:39:57.408', 'admin', '10.229.31.195', 'POST', 'success'],
      ['2020-07-21T15:30:52.815', null, '::1', 'GET', 'success'],
      ['2024-05-02T15:52:07.836', 'testuser', '10.229.31.195', 'POST', 'success'],
      ['2020-08-13T10:26:37.907', 'acarlton', '::1', 'push', 'success'],
      ['2022-04-12T07:09:18.086', 'admin', '10.229.31.65', 'HostingService/HttpBackend', 'success'],
      ['2012-10-29T00:06:26.723', null, '63.246.22.199', 'GET', 'unknown'],
      ['2012-10-29T00:06:26.838', 'eaccru', '10.0.0.1', 'GET', 'success'],
    ],
  },
  // plaso's own test has 15:29:21; 1400681361906 ms is 14:09:21.906 UTC.
  'atlassian-bitbucket-audit.log': {
    importer: 'atlassian:bitbucket-audit-legacy',
    rows: [
      ['2014-05-21T14:09:21.906', 'admin', '::1', 'RestrictedRefAddedEvent', 'success'],
      ['2014-05-21T14:09:25.418', 'admin', '::1', 'RestrictedRefRemovedEvent', 'success'],
      ['2014-05-21T14:09:33.433', 'jsmith', '63.246.22.199', 'RepositoryCreatedEvent', 'success'],
      ['2014-05-21T14:10:00.000', 'admin', '10.1.1.100', 'UserCreatedEvent', 'success'],
      ['2014-05-21T14:10:10.000', null, '10.1.1.100', 'UserLoggedInEvent', 'success'],
    ],
  },
  'atlassian-bitbucket.log': {
    importer: 'atlassian:application-log',
    rows: [
      [
        '2020-09-08T07:53:45.084',
        null,
        null,
        'com.atlassian.bitbucket.internal.boot.log.BuildInfoLogger',
        'unknown',
      ],
      ['2022-04-12T05:39:57.408', 'admin', '10.229.31.195', 'c.a.b.m.r.DefaultRepositoryManager', 'unknown'],
      ['2022-04-12T05:39:57.766', 'admin', '10.229.31.65', 'c.a.b.m.repair.DefaultRepairManager', 'unknown'],
      ['2022-12-01T14:03:28.717', null, null, 'c.a.s.i.p.s.OsgiBundledPathScanner', 'unknown'],
      ['2014-12-04T19:39:39.749', null, null, 'org.hibernate.SQL', 'unknown'],
      ['2022-06-24T08:01:19.381', null, null, 'c.a.s.i.r.DefaultRepositorySizeCache', 'unknown'],
    ],
  },
  'atlassian-confluence.log': {
    importer: 'atlassian:application-log',
    rows: [
      [
        '2022-07-12T01:08:59.489',
        null,
        null,
        'confluence.cluster.hazelcast.HazelcastClusterManager',
        'unknown',
      ],
      [
        '2022-07-12T01:09:02.530',
        null,
        null,
        'confluence.cluster.hazelcast.LoggingClusterMembershipListener',
        'unknown',
      ],
      [
        '2022-07-12T01:11:24.636',
        null,
        null,
        'plugins.synchrony.bootstrap.DefaultSynchronyProxyMonitor',
        'unknown',
      ],
      [
        '2022-07-12T01:38:50.696',
        null,
        null,
        'troubleshooting.healthcheck.concurrent.SupportHealthCheckProcess',
        'unknown',
      ],
    ],
  },
  'atlassian-jira.log': {
    importer: 'atlassian:application-log',
    rows: [
      ['2022-10-03T09:00:01.042', null, null, 'com.atlassian.jira.startup.JiraStartupLogger', 'unknown'],
      ['2022-10-03T09:00:45.317', null, null, 'com.atlassian.jira.web.filters.JiraLoginFilter', 'unknown'],
      ['2022-10-03T09:01:12.884', null, null, 'com.atlassian.jira.cluster.ClusterManager', 'unknown'],
      ['2022-10-03T09:02:33.501', null, null, 'com.atlassian.jira.mail.MailService', 'unknown'],
      [
        '2022-10-03T09:05:00.999',
        null,
        null,
        'com.atlassian.jira.issue.index.DefaultIndexManager',
        'unknown',
      ],
      [
        '2022-10-03T09:07:11.123',
        null,
        null,
        'com.atlassian.jira.security.JiraAuthenticationContext',
        'unknown',
      ],
      ['2022-10-03T09:09:59.000', null, null, 'com.atlassian.jira.startup.JiraStartupLogger', 'unknown'],
    ],
  },
  'aws_elb_access.log': {
    importer: 'aws:elb',
    rows: [
      ['2020-01-11T16:55:19.624', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:56:05.873', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:55:32.101', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:55:32.101', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:55:34.384', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:55:34.379', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:55:34.379', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:55:34.379', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:55:34.388', null, '192.168.1.10', 'GET', 'success'],
      ['2020-01-11T16:55:34.383', null, '192.168.1.10', 'GET', 'success'],
      ['2021-05-13T23:39:43.945958', null, '192.168.131.39', 'GET', 'success'],
      ['2021-05-13T23:39:44.945958', null, '192.168.131.39', 'GET', 'success'],
      ['2021-05-13T23:39:45.945958', null, '192.168.131.39', 'tcp', 'unknown'],
      ['2021-05-13T23:39:46.945958', null, '192.168.131.39', 'tcp', 'unknown'],
      ['2022-04-01T08:51:42', null, '72.21.218.154', 'tls', 'success'],
      ['2022-12-20T02:59:40', null, '72.21.218.154', 'tls', 'success'],
    ],
  },
  'confluence_access.log': {
    importer: 'atlassian:confluence-access',
    rows: [
      ['2021-06-17T10:57:26', 'user', '192.168.192.1', 'GET', 'success'],
      ['2021-06-17T10:57:26', 'user', null, 'GET', 'success'],
      ['2021-06-17T11:02:20', 'user', '::1', 'GET', 'success'],
    ],
  },
  'confluence_access_post7.11.log': {
    importer: 'atlassian:confluence-access',
    rows: [['2021-06-17T10:57:26', 'testuser', '192.168.1.15', 'GET', 'success']],
  },
  'jira_access.log': {
    importer: 'atlassian:jira-access',
    rows: [
      ['2022-10-03T09:00:01', 'admin', '192.168.1.10', 'GET', 'success'],
      ['2022-10-03T09:00:15', null, '192.168.1.11', 'GET', 'success'],
      ['2022-10-03T09:01:30', 'jdoe', '::1', 'POST', 'success'],
      ['2022-10-03T14:02:00', 'admin', '192.168.1.12', 'DELETE', 'success'],
    ],
  },
  'jira_access_months.log': {
    importer: 'atlassian:jira-access',
    rows: Array.from(
      { length: 12 },
      (_, month): Row => [
        `2022-${String(month + 1).padStart(2, '0')}-01T10:00:00`,
        'admin',
        '192.168.1.1',
        'GET',
        'success',
      ],
    ),
  },
  'jira_access_post9.4.log': {
    importer: 'atlassian:jira-access',
    rows: [
      ['2022-10-03T09:00:01', 'admin', '10.0.0.5', 'GET', 'success'],
      ['2022-10-03T08:00:30', null, '10.0.0.6', 'GET', 'success'],
    ],
  },
};

interface Fields {
  readonly time?: Timestamp;
  readonly timeEnd?: Timestamp;
  readonly actor?: { readonly name: string };
  readonly srcIp?: string;
  readonly action: string;
  readonly outcome: string;
}

describe.each(Object.entries(FILES))('%s', (name, { importer, rows }) => {
  const path = join(FOLDER, name);

  it.skipIf(!existsSync(path))('reads every line as published (skipped where the file is absent)', () => {
    const bytes = new Uint8Array(readFileSync(path));
    const found = importBytes(bytes, 997);
    expect(found.detection).toMatch(new RegExp(`^${importer}: `));
    expect(found.issues).toEqual([]);
    expect([found.records, found.rejected, found.ignored]).toEqual([rows.length, 0, 0]);
    expect(found.spanned).toBe(bytes.length);
    const read = found.events.map(({ draft }): Row => {
      const { time, actor, srcIp, action, outcome } = draft as unknown as Fields;
      return [formatMicros(time!.micros), actor?.name ?? null, srcIp ?? null, action, outcome];
    });
    expect(read).toEqual(
      rows.map(([time, ...rest]) => [
        `${`${time}${time.includes('.') ? '' : '.'}`.padEnd(26, '0')}Z`,
        ...rest,
      ]),
    );
  });
});

describe('values beside these', () => {
  const drafts = (name: string) =>
    importBytes(new Uint8Array(readFileSync(join(FOLDER, name))), 65_536).events.map(({ draft }) => draft);

  it.skipIf(!existsSync(FOLDER))('are as published (skipped where the folder is absent)', () => {
    const bitbucket = drafts('atlassian-bitbucket-access.log');
    expect(bitbucket[0]).toMatchObject({
      userAgent: 'git/1.7.4.1',
      bytes: 13,
      session: 'tmpqqw',
      relatedIps: [{ ip: '172.16.1.187' }],
    });
    expect(bitbucket[1]).toMatchObject({ bytes: 832 + 1204, session: 'eyoqcd' });
    expect(bitbucket[3]).toMatchObject({ credential: '263466287238' });
    expect(bitbucket[4]).toMatchObject({
      targets: [{ type: 'repository', id: 'stash/stash' }],
      session: 'abc123',
    });
    expect(bitbucket[5]).toMatchObject({ session: '508028', bytes: 2 + 141_583 });
    const balancer = drafts('aws_elb_access.log');
    expect(balancer[0]).toMatchObject({
      srcPort: 44_325,
      dstIp: '192.168.1.123',
      dstPort: 32_869,
      bytes: 391 + 107_999,
      system: 'app/production-web/jf29fj2198ejf922',
      targets: [{ type: 'url', name: 'https://www.domain.name:443/' }],
      userAgent: 'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.1; WOW64; Trident/6.0)',
      timeEnd: { text: '2020-01-11T16:55:20.356586Z' },
    });
    expect(drafts('jira_access_post9.4.log')[0]).toMatchObject({
      userAgent: CHROME,
      bytes: 12_345,
      relatedIps: [{ ip: '192.168.1.10', role: 'proxy' }],
    });
  });
});
