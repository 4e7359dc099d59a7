import { describe, expect, test } from 'vitest';
import { parseCells } from '../../../shared/importers/kit/csv.ts';
import type { CsvEvent } from '../../../shared/report/events-csv.ts';
import { l2tHeader, l2tRow } from '../../../shared/report/events-l2tcsv.ts';
import { timesketchLine } from '../../../shared/report/events-timesketch.ts';

const EVENT: CsvEvent = {
  id: '0123456789abcdef0123456789abcdef',
  time: '2023-11-14T09:22:49.123456Z',
  timeEnd: null,
  source: 'okta:system_log',
  action: 'user.session.start',
  outcome: 'failure',
  actor: { name: '=HYPERLINK("https://idowall.example")', email: null, identity: 'idn_000000000000' },
  srcIp: '193.142.58.126',
  srcPort: null,
  dstIp: null,
  dstPort: null,
  userAgent: 'agent; with 100 % of; signs',
  session: null,
  credential: null,
  targets: [{ type: 'user', id: '00u1', name: 'hbrandao' }],
  bytes: null,
  message: '+cmd, "quoted"\nsecond line',
  nativeId: 'n-1',
  evidence: { file: '@okta.json', record: 3, offset: 10, length: 20, sha256: 'ab' },
  reason: null,
  system: null,
  tags: [],
};

describe('Timesketch', () => {
  test('has the fields that Timesketch needs, µs and an offset', () => {
    expect(JSON.parse(timesketchLine(EVENT)!)).toMatchObject({
      message: EVENT.message,
      timestamp: 1_699_953_769_123_456,
      datetime: '2023-11-14T09:22:49.123456+00:00',
      timestamp_desc: 'Event Time',
      username: EVENT.actor.name,
      src_ip: '193.142.58.126',
      evidence_record: 3,
    });
  });

  test('has no place for an event without a time', () => {
    expect(timesketchLine({ ...EVENT, time: null })).toBeNull();
  });
});

describe('l2tcsv', () => {
  const cellsOf = (event: CsvEvent) => parseCells(l2tRow(event).replace(/\r\n$/, ''), ',');

  test('is 17 cells on one line, month first', () => {
    expect(l2tHeader().trimEnd().split(',')).toHaveLength(17);
    const row = l2tRow(EVENT);
    expect(row.slice(0, -2)).not.toMatch(/[\r\n]/);
    const cells = cellsOf(EVENT);
    expect(cells).toHaveLength(17);
    expect(cells.slice(0, 3)).toEqual(['11/14/2023', '09:22:49', 'UTC']);
    expect(cells[16]).toContain('; user_agent: agent%3B with 100 %25 of%3B signs; ');
  });

  test('runs nothing in a spreadsheet', () => {
    for (const cell of cellsOf(EVENT)) if (cell !== '-') expect(cell).not.toMatch(/^\s*[=+\-@\t\r\n]/);
  });

  test('says of an undated event that it has no time', () => {
    expect(cellsOf({ ...EVENT, time: null }).slice(0, 2)).toEqual(['00/00/0000', '--:--:--']);
  });
});
