import { describe, expect, it } from 'vitest';
import { readText } from '../../support/read-text.ts';

const utc = (text: string) => Date.parse(text) * 1000;
const L2T =
  'date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra';

describe('Timesketch', () => {
  it('takes the time that says its zone, and the fraction where only the timestamp has it', () => {
    const { drafts, issues } = readText(
      [
        'message,timestamp,datetime,timestamp_desc',
        'a,1699953769123456,2023-11-14T09:22:49+00:00,x',
        'b,,2023-11-14T10:22:49+01:00,x',
        'c,,2023-11-14 09:22:49,x',
        'd,1699953769000000,,x',
        'e,1699953769000000,2023-11-14T12:00:00Z,x',
        'f,,1699953769123456,x',
      ].join('\n'),
      'Europe/Berlin',
    );
    expect(drafts.map(({ time }) => [time?.micros, time?.zone])).toEqual([
      [1_699_953_769_123_456, 'stated'],
      [utc('2023-11-14T09:22:49Z'), 'stated'],
      [utc('2023-11-14T08:22:49Z'), 'assumed'],
      [utc('2023-11-14T09:22:49Z'), 'stated'],
      [utc('2023-11-14T12:00:00Z'), 'stated'],
      [1_699_953_769_123_456, 'stated'],
    ]);
    expect(issues).toEqual([expect.stringMatching(/^record 5 .*field\.value \(degraded\) timestamp/)]);
  });

  it('reads a timestamp that stands alone by its length', () => {
    const { detection, drafts, issues } = readText(
      [
        'timestamp,message,timestamp_desc',
        '1699953769,a,x',
        '1699953769123,b,x',
        '1699953769123456,c,x',
        '1699953769123456789,d,x',
        'soon,e,x',
      ].join('\n'),
    );
    expect(detection).toBe('timesketch:timeline: CSV with message, timestamp and timestamp_desc');
    expect(drafts.map(({ time }) => time?.micros)).toEqual([
      1_699_953_769_000_000,
      1_699_953_769_123_000,
      1_699_953_769_123_456,
      1_699_953_769_123_456,
      undefined,
    ]);
    expect(issues).toEqual([expect.stringMatching(/^record 5 .*time\.invalid/)]);
  });

  it('reads names of other tools in any spelling, and host names never as addresses', () => {
    const [draft] = readText(
      'timestamp_desc,datetime,message,source.ip,Client IP,destination.ip,user.name,Host Name,http.user_agent,event.outcome\n' +
        'x,2023-11-14T09:22:49Z,"seen 198.51.100.7",proxy.halcyonedge.example,203.0.113.9,10.0.0.1,hbrandao,gw-01,curl/8,Denied\n',
    ).drafts;
    expect(draft).toMatchObject({
      dstIp: '10.0.0.1',
      actor: { name: 'hbrandao', aliases: [{ kind: 'display', value: 'hbrandao' }] },
      system: 'gw-01',
      userAgent: 'curl/8',
      outcome: 'failure',
      relatedIps: [{ ip: '198.51.100.7', role: 'mentioned' }],
    });
    expect(draft!.srcIp).toBeUndefined();
  });

  it('shows the sentence of the row as the event’s', () => {
    expect(
      readText('{"message":"A\\nB","datetime":"2023-11-14T09:22:49Z","timestamp_desc":"x"}').messages,
    ).toEqual(['A B']);
  });
});

describe('plaso', () => {
  it('reads the month first and the zone of the row', () => {
    const { detection, drafts } = readText(
      `${L2T}\n07/08/2023,09:22:49,Europe/Berlin,M...,LOG,Syslog,Content Modification Time,root,gw-01,s,hello,2,f,1,-,text,-\n`,
      'Asia/Kolkata',
    );
    expect(detection).toBe('plaso:timeline: l2tcsv, 17 columns');
    expect(drafts[0]).toMatchObject({
      time: { micros: utc('2023-07-08T07:22:49Z'), zone: 'stated' },
      action: 'Content Modification Time',
      actor: { name: 'root' },
      system: 'gw-01',
    });
  });

  it('gives no time to what plaso calls no time', () => {
    const { drafts, issues } = readText(
      '{"__container_type__":"event","timestamp":0,"timestamp_desc":"Not a time","message":"m","data_type":"d","parser":"p"}\n' +
        '{"__container_type__":"event","timestamp":1699953769000001,"timestamp_desc":"Start Time","message":"m","data_type":"d","parser":"p"}\n',
    );
    expect(drafts.map(({ time }) => time?.micros)).toEqual([undefined, 1_699_953_769_000_001]);
    expect(issues).toHaveLength(1);
  });

  it('takes pairs of `extra` as they are in files of others, and decoded in our own', () => {
    const row = (format: string) =>
      `${L2T}\n11/14/2023,09:22:49,UTC,....,LOG,x,Event Time,'=root,-,s,hello,2,f,1,-,${format},user_agent: a%3Bb; src_ip: 198.51.100.7\n`;
    expect(readText(row('text')).drafts[0]).toMatchObject({
      userAgent: 'a%3Bb',
      actor: { name: "'=root" },
      srcIp: '198.51.100.7',
    });
    expect(readText(row('throughline')).drafts[0]).toMatchObject({
      userAgent: 'a;b',
      actor: { name: '=root' },
    });
    const hostile = row('throughline').replace('a%3Bb', '\\u{FFFFFF}');
    expect(readText(hostile).drafts[0]).toMatchObject({ userAgent: '\\u{FFFFFF}' });
  });
});
