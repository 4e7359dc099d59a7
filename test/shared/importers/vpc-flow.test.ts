/** What flow logs mean, trap by trap; the expectations are worked out from the specification, not from the importer. */
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/event.ts';
import { fieldName } from '../../../shared/importers/sources/vpc-flow-layout.ts';
import { protocolName, tcpFlagNames } from '../../../shared/importers/sources/vpc-flow-protocols.ts';
import { importBytes, readSample } from '../../support/importer-properties.ts';

const FLOW =
  '2 481516234210 eni-0a71a55ian000001 193.0.2.14 10.40.12.21 52114 443 6 12 4210 1699953769 1699953829 ACCEPT OK';
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const AS_FLOW = {
  action: 'ACCEPT',
  category: 'network',
  outcome: 'success',
  srcIp: '193.0.2.14',
  srcPort: 52_114,
  dstIp: '10.40.12.21',
  dstPort: 443,
  bytes: 4210,
  system: 'eni-0a71a55ian000001',
};

function read(text: string, vpcFormat: string | null = null) {
  return importBytes(new TextEncoder().encode(text), 65_536, 'UTC', { vpcFormat });
}

function drafts(text: string, vpcFormat: string | null = null): Partial<Draft>[] {
  return read(text, vpcFormat).events.map((one) => one.draft as Partial<Draft>);
}

function sample(name: string): Partial<Draft>[] {
  return importBytes(readSample(`vpcflow/${name}`), 65_536).events.map((one) => one.draft as Partial<Draft>);
}

/** Targets as `type:id or name`. */
function names(draft: Partial<Draft> | undefined): string[] {
  return (draft?.targets ?? []).map(({ type, id, name }) => `${type}:${name ?? id}`);
}

describe('layouts', () => {
  it('takes 14 fields that begin with 2 for version 2, with the interval from start to end', () => {
    const [flow] = drafts(FLOW);
    expect(flow).toMatchObject(AS_FLOW);
    // 2023-11-14T09:22:49Z and a minute later.
    expect(flow?.time?.micros).toBe(1_699_953_769_000_000);
    expect(flow?.timeEnd?.micros).toBe(1_699_953_829_000_000);
    expect(flow?.time?.precision).toBe('second');
    expect(names(flow)).toEqual(['account:481516234210', 'protocol:tcp']);
  });

  it('takes the order of fields from a header row in any spelling', () => {
    const row = FLOW.split(' ').reverse().join(' ');
    const header = HEADER.split(' ').reverse();
    for (const spelling of [
      header,
      header.map((name) => name.toUpperCase()),
      header.map((name) => name.replaceAll('-', '_')),
      header.map((name) => `\${${name}}`),
    ])
      expect(drafts(`${spelling.join(' ')}\n${row}\n`), spelling.join()).toMatchObject([AS_FLOW]);
  });

  it('knows a name in every spelling, and nothing else', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how flow log formats are written
    for (const written of ['${pkt-srcaddr}', 'pkt_srcaddr', 'PKT-SRCADDR', 'pktSrcAddr', 'pkt_src_addr'])
      expect(fieldName(written)).toBe('pkt-srcaddr');
    for (const written of ['constructor', 'src', '10.0.0.1', '']) expect(fieldName(written)).toBeNull();
  });

  it('refuses a layout that only the analyst knows, and says what to do', () => {
    const custom = '5 vpc-0a7 10.40.12.21 192.0.2.200 443 REJECT 1699953769 1699953829';
    const refused = read(`${custom}\n${custom}\n`);
    expect(refused.records).toBe(0);
    expect(refused.detection).toMatch(/^unknown: AWS VPC flow log of 8 fields without a header row/);
    expect(refused.detection).toContain('--vpc-format');
    // Twenty-nine fields whose first 14 fit get the documented order of version 5 as a proposal.
    const proposed = importBytes(readSample('unknown/flow-log-without-header.log'), 65_536).detection;
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how flow log formats are written
    expect(proposed).toContain('${flow-direction} ${traffic-path}');
  });

  it('reads such a layout in the given format, with spaces or commas, dashes or underscores', () => {
    const custom = '5 vpc-0a7 10.40.12.21 192.0.2.200 443 REJECT 1699953769 1699953829\n';
    for (const format of [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how flow log formats are written
      '${version} ${vpc-id} ${srcaddr} ${dstaddr} ${dstport} ${action} ${start} ${end}',
      'version,vpc_id,srcaddr,dstaddr,dstport,action,start,end',
      'version, vpc-id, srcaddr, dstaddr, dstport, action, start, end',
    ]) {
      const [flow] = drafts(custom, format);
      expect(flow, format).toMatchObject({ dstPort: 443, outcome: 'failure', srcIp: '10.40.12.21' });
      expect(names(flow)).toEqual(['vpc:vpc-0a7']);
    }
  });

  it('lets a header row and the default layout win over a format that does not fit', () => {
    const format = 'version vpc-id srcaddr dstaddr start';
    expect(drafts(`${FLOW}\n`, format)).toMatchObject([AS_FLOW]);
    expect(drafts(`${HEADER}\n${FLOW}\n`, format)).toMatchObject([AS_FLOW]);
    expect(read('a line of prose\nand another\n', format).records).toBe(0);
  });

  it('says the same of a layout inside a table of log events or a transit gateway’s without its name', () => {
    const custom = '5 vpc-0a7 10.40.12.21 192.0.2.200 443 REJECT 1699953769 1699953829';
    const table = `@timestamp,@message\n2023-11-14 09:22:49.000,${custom}\n`;
    expect(read(table).detection).toContain('--vpc-format');
    const told = drafts(table, 'version vpc-id srcaddr dstaddr dstport action start end');
    expect(told).toMatchObject([{ srcIp: '10.40.12.21', outcome: 'failure' }]);
    const [line] = new TextDecoder().decode(readSample('vpcflow/transit-gateway-no-header.log')).split('\n');
    expect(read(`${line!.replace('TransitGateway', '-')}\n`).detection).toContain('tgw-pair-attachment-id');
  });

  it('reads lines that a shipper put beside fields of its own', () => {
    for (const record of [
      { message: FLOW, agent: { type: 'filebeat' }, cloud: { provider: 'aws' } },
      { event: { original: FLOW, kind: 'event' }, aws: { vpcflow: { version: '2' } } },
      {
        messageType: 'DATA_MESSAGE',
        logEvents: [{ id: '1', message: FLOW, extractedFields: { bytes: '4210' } }],
      },
    ])
      expect(drafts(`${JSON.stringify(record)}\n`)).toMatchObject([AS_FLOW]);
    expect(read('{"message":"user logged in from 10.0.0.1","agent":{}}\n').detection).toMatch(/^unknown/);
  });

  it('ignores the header rows of joined files and takes the layout that each says', () => {
    const joined = importBytes(readSample('vpcflow/joined-files.log'), 65_536);
    expect(joined).toMatchObject({ records: 5, ignored: 2, rejected: 0 });
    expect(joined.events.map((one) => [one.draft.srcPort, one.draft.bytes])).toEqual([
      [52_114, 4210],
      [52_115, 60],
      [40_122, 40],
    ]);
  });
});

describe('wrappings and tables', () => {
  it.each([
    ['get-log-events.json', 2],
    ['filter-log-events.ndjson', 2],
    ['message-field.ndjson', 2],
    ['firehose.json', 3],
    ['firehose-twice-wrapped.ndjson', 3],
    ['firehose-lines-in-message.ndjson', 4],
    ['structured-in-firehose.ndjson', 2],
    ['cloudwatch-stamps.log', 2],
    ['insights-message.csv', 3],
    ['athena-older-names.csv', 2],
    ['structured.ndjson', 4],
    ['structured-array.json', 2],
    ['tabs.tsv', 1],
    ['commas-no-header.csv', 2],
    ['utf-16-crlf.log', 2],
    ['byte-order-mark.log', 2],
  ])('%s holds the same flow as the plain record', (name, count) => {
    const found = sample(name);
    expect(found).toHaveLength(count);
    const flow = found.find((one) => one.srcPort === 52_114);
    expect(flow).toMatchObject(AS_FLOW);
    expect(flow?.time?.micros).toBe(1_699_953_769_000_000);
    expect(flow?.timeEnd?.micros).toBe(1_699_953_829_000_000);
    expect(names(flow)).toEqual(['account:481516234210', 'protocol:tcp']);
  });

  it('keeps the zeros of an account id, and says where a table has lost them', () => {
    expect(names(sample('athena.csv')[0])).toContain('account:008888888888');
    expect(names(sample('structured-numbers.ndjson')[0])).toContain('account:008888888888');
    const table = importBytes(readSample('vpcflow/data-frame.csv'), 65_536);
    expect(table.issues.filter((one) => one.includes('number.spreadsheet'))).toHaveLength(2);
    expect(table.events[0]?.draft).toMatchObject({ srcPort: 52_114, dstPort: 443, bytes: 4210 });
  });

  it('makes no time and no account of what a spreadsheet left of them', () => {
    const { events, issues } = importBytes(readSample('vpcflow/spreadsheet-times.csv'), 65_536);
    expect(events[0]?.draft.time).toBeUndefined();
    expect(names(events[0]?.draft as Partial<Draft>)).toEqual(['protocol:tcp']);
    expect(issues.filter((one) => one.includes('time.invalid'))).toHaveLength(2);
  });

  it('reads times that a query turned into text: UTC where it says so or Logs Insights wrote them', () => {
    const [athena] = sample('athena-times-as-text.csv');
    expect(athena?.time).toMatchObject({ micros: 1_699_953_769_000_000, zone: 'assumed' });
    expect(athena?.timeEnd).toMatchObject({ micros: 1_699_953_829_000_000, zone: 'stated' });
    const [insights] = sample('insights-fields.csv');
    expect(insights).toMatchObject({ srcPort: 52_114, outcome: 'success' });
    expect(insights?.time).toMatchObject({ micros: 1_699_953_769_000_000, zone: 'stated' });
  });

  it('says once a file what a table leaves out', () => {
    const { issues } = importBytes(readSample('vpcflow/insights-fields.csv'), 65_536);
    expect(issues).toEqual([
      'record 1 at 77: source.lossy (note) the table has no column start, end, log-status',
    ]);
  });

  it('dates a layout without times by the stamp of CloudWatch, and leaves it undated without one', () => {
    const [stamped, bare] = sample('no-times.log');
    expect(stamped?.time?.micros).toBe(1_699_953_769_000_000);
    expect(bare?.time).toBeUndefined();
  });
});

describe('meaning', () => {
  it('keeps silence and loss apart from flows, and flows that such records name', () => {
    const [noData, skipData] = sample('nodata-skipdata.log').slice(1);
    expect(noData).toMatchObject({ action: 'NODATA', outcome: 'unknown' });
    expect(skipData).toMatchObject({ action: 'SKIPDATA', outcome: 'unknown' });
    expect(noData?.srcIp).toBeUndefined();
    expect(noData?.timeEnd?.micros).toBe(1_699_953_889_000_000);
    const odd = sample('gaps-that-name-flows.log');
    expect(odd.map(({ action, outcome, reason, srcIp }) => [action, outcome, reason, srcIp])).toEqual([
      ['ACCEPT', 'success', 'NODATA', '193.0.2.14'],
      ['REJECT', 'failure', 'SKIPDATA', '192.0.2.200'],
      ['SKIPDATA', 'unknown', undefined, undefined],
      ['SKIPDATA', 'unknown', undefined, '193.0.2.14'],
    ]);
  });

  it('gives the packets’ own ends where a gateway stands between', () => {
    const [behindNat] = sample('header-version-5.log');
    expect(behindNat).toMatchObject({
      srcIp: '10.40.0.9',
      dstIp: '10.90.4.17',
      relatedIps: [{ ip: '198.51.100.4', role: 'packet-source' }],
    });
  });

  it('names flags, direction, path, services and reasons', () => {
    const [answered, out] = sample('version-5-every-field.log');
    expect(names(answered)).toEqual(
      expect.arrayContaining([
        'instance:i-0abc',
        'tcp-flags:SYN ACK',
        'direction:ingress',
        'destination-service:S3',
      ]),
    );
    expect(names(out)).toEqual(
      expect.arrayContaining(['direction:egress', 'traffic-path:through an internet gateway']),
    );
    const [blocked, task] = sample('version-8-containers.log');
    expect(blocked).toMatchObject({ outcome: 'failure', reason: 'BPA' });
    expect(names(task)).toEqual(
      expect.arrayContaining(['ecs-cluster:halcyon', 'ecs-service:payments', 'ecs-task:e504f037']),
    );
  });

  it('reads transit gateways, which judge nothing and tell what they dropped', () => {
    for (const name of ['transit-gateway.log', 'transit-gateway-no-header.log']) {
      const [passed, dropped] = sample(name);
      expect(passed).toMatchObject({
        action: 'flow',
        outcome: 'unknown',
        system: 'tgw-attach-0a1',
        srcIp: '10.40.12.21',
        dstIp: '10.90.4.17',
      });
      expect(names(passed)).toContain('transit-gateway:tgw-0ha1cy0n');
      expect(dropped?.reason).toBe('packets-lost-no-route 3, packets-lost-ttl-expired 1');
    }
  });

  it('says who talked to whom in one sentence', () => {
    const messages = (name: string) =>
      importBytes(readSample(`vpcflow/${name}`), 65_536).events.map((one) => one.message);
    expect(messages('header-version-5.log')[0]).toBe(
      '10.40.0.9:33012 → 10.90.4.17:8443 tcp rejected, 900 B, packets from 198.51.100.4',
    );
    expect(messages('version-8-containers.log')[0]).toBe(
      '192.0.2.200:40122 → 10.40.12.21:22 tcp rejected, 40 B; BPA',
    );
    expect(messages('structured.ndjson').slice(-1)).toEqual([
      '2001:db8:40::21 → 2001:db8:ffff::7 ipv6-icmp accepted, 416 B',
    ]);
    expect(messages('transit-gateway.log')[2]).toBe(
      '10.40.12.21:33012 → 10.90.4.17:8443 tcp with records lost, 1.2 kB',
    );
  });

  it('knows protocols and flags by their numbers', () => {
    const known = {
      0: 'hopopt',
      1: 'icmp',
      6: 'tcp',
      17: 'udp',
      47: 'gre',
      50: 'esp',
      58: 'ipv6-icmp',
      89: 'ospfigp',
    };
    for (const [number, name] of Object.entries(known)) expect(protocolName(number)).toBe(name);
    expect(protocolName('112')).toBe('vrrp');
    expect(protocolName('132')).toBe('sctp');
    expect(protocolName('142')).toBe('rohc');
    for (const none of ['61', '114', '200', '255', '-1', 'tcp', '6e0']) expect(protocolName(none)).toBeNull();
    expect(tcpFlagNames('19')).toBe('FIN SYN ACK');
    expect(tcpFlagNames('0')).toBeNull();
  });

  it('never throws, whatever stands in the fields', () => {
    const hostile = `${HEADER}\n__proto__ constructor eni toString :: 99999 -1 1e9 NaN 1e999 ${'9'.repeat(40)} -5 <b> ?\n`;
    const { records, events } = read(hostile);
    expect(records).toBe(1);
    expect(events[0]?.draft.time).toBeUndefined();
  });
});

describe('what surrounds a record', () => {
  it.each(['_raw', '@message', 'message'])('a table with the record in %s', (column) => {
    const text = `_time,${column}\n2023-11-14,${FLOW}\n2023-11-14,${FLOW.replace('ACCEPT', 'REJECT')}\n`;
    expect(drafts(text)).toMatchObject([AS_FLOW, { action: 'REJECT', outcome: 'failure' }]);
  });

  it('fields beyond those of the header leave those before them readable, and are said', () => {
    const { events, rejected, issues } = read(`${HEADER}\n${FLOW} more\nx ${FLOW}\n`);
    expect(events.map((one) => one.draft)).toMatchObject([AS_FLOW]);
    expect(rejected).toBe(1);
    expect(issues).toEqual([
      expect.stringContaining('line.fields (degraded) 15 fields, the layout has 14'),
      expect.stringContaining('line.fields (data-loss) 15 fields, the layout has 14'),
    ]);
  });
});

describe('Amazon Security Lake', () => {
  it('ends, interval, verdict and interface of both versions', () => {
    const [refused, behindNat, silent] = sample('security-lake.ndjson');
    expect(refused).toMatchObject({
      ...AS_FLOW,
      action: 'REJECT',
      outcome: 'failure',
      srcIp: '193.142.58.126',
    });
    expect(names(refused)).toEqual(
      expect.arrayContaining(['instance:i-0a71a55ian', 'account:481516234210', 'direction:ingress']),
    );
    expect([refused?.time?.micros, refused?.timeEnd?.micros]).toEqual([
      1_699_953_769_000_000, 1_699_953_829_000_000,
    ]);
    expect(refused?.relatedIps).toBeUndefined();
    expect(behindNat).toMatchObject({
      action: 'ACCEPT',
      outcome: 'success',
      srcIp: '10.40.12.21',
      dstIp: '10.40.0.1',
      bytes: 38_526,
      system: 'eni-0a71a55ian000001',
      relatedIps: [{ ip: '203.0.113.77', role: 'packet-destination' }],
    });
    expect(behindNat?.time?.micros).toBe(refused?.time?.micros);
    expect(behindNat?.timeEnd?.micros).toBe(refused?.timeEnd?.micros);
    expect(names(behindNat)).toContain('destination-service:S3');
    expect(silent).toMatchObject({ action: 'NODATA', outcome: 'unknown', system: 'eni-0a71a55ian000001' });
  });

  it.each([{ src_endpoint: 'x' }, { traffic: [], unmapped: 7 }, { time: {} }])(
    '%j is no exception',
    (more) => {
      const metadata = { product: { name: 'Amazon VPC' } };
      const { events, rejected } = read(
        JSON.stringify({ metadata, class_uid: 4001, connection_info: {}, ...more }),
      );
      expect(events.length + rejected).toBe(1);
    },
  );
});
