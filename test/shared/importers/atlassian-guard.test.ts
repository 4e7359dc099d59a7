import { describe, expect, it } from 'vitest';
import { readSample } from '../../support/importer-properties.ts';
import { readText } from '../../support/read-text.ts';

const read = () => readText(new TextDecoder().decode(readSample('atlassian-guard/alerts.ndjson')));

describe('alerts of Atlassian Guard', () => {
  it('are about a person at the address of the last session', () => {
    const { detection, drafts, messages } = read();
    expect(detection).toBe('atlassian:guard: JSON alerts');
    expect(drafts[0]).toMatchObject({
      action: 'alert',
      category: 'credential',
      outcome: 'unknown',
      time: { micros: Date.parse('2023-11-14T09:22:51.269Z') * 1000 + 207 },
      actor: { name: 'Mara Lindqvist', id: '5b10ac8d82e05b22cc7d4ef5' },
      srcIp: '193.142.58.126',
      relatedIps: [{ ip: '203.0.113.24', role: 'mentioned' }],
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/118.0',
      system: 'halcyonedge.atlassian.example',
      nativeId: '7f3c1d20',
    });
    expect(messages[0]).toBe(
      'Atlassian logged for Mara Lindqvist from 193.142.58.126: User API token created: ci-export',
    );
  });

  it('have the span and the resource of the activity', () => {
    const [, draft] = read().drafts;
    expect(draft).toMatchObject({
      action: 'space_exported',
      category: 'export',
      timeEnd: { micros: Date.parse('2023-11-14T09:24:55.500Z') * 1000 },
    });
    expect(draft!.targets).toContainEqual({
      type: 'resource',
      id: 'ari:cloud:confluence::space/98306',
      name: 'Network',
    });
    expect(draft!.srcIp).toBeUndefined();
  });

  it('stay undated where no time can be read', () => {
    const { drafts, issues } = read();
    expect(drafts[2]!.time).toBeUndefined();
    expect(issues).toEqual([expect.stringMatching(/^record 3 .*time\.invalid/)]);
  });
});
