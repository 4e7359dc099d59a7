import { describe, expect, test } from 'vitest';
import type { Chain } from '../../../../shared/analysis/chain-types.ts';
import { computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import { TACTICS } from '../../../../shared/analysis/correlate/phases.ts';
import type { Decision } from '../../../../shared/analysis/decisions.ts';
import type { Micros } from '../../../../shared/base/time.ts';
import type { Draft } from '../../../../shared/events/event.ts';
import { caseViewOf } from '../../../support/case-view.ts';
import { ACTOR, jira, service } from './world.ts';

const bot = service('sync-svc');
const view = (at: string, ticket: string): Draft =>
  jira(at, bot, ACTOR, { targets: [{ type: 'issue', id: ticket, name: ticket }] });
const made = jira('2024-03-08T12:00:00Z', bot, ACTOR, {
  action: 'jira.auditing.user.created',
  category: 'account',
  effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'helper' } }],
});
const DRAFTS = [view('2024-03-08T09:00:00Z', 'A-1'), view('2024-03-08T09:05:00Z', 'A-2'), made];

function given(id: number, phase: string, events: readonly string[], more: Partial<Decision> = {}): Decision {
  return {
    id,
    data: { kind: 'phase', phase, events },
    reason: 'read before copying',
    made: 1_700_000_000_000_000 as Micros,
    madeBy: 'ana',
    undone: null,
    undoneBy: null,
    ...more,
  };
}

function told(drafts: readonly Draft[], decisions: readonly Decision[] = []): Chain['story'] {
  const result = computeChain(caseViewOf(drafts, [], decisions), ['e0']);
  if (!result.ok) throw result.error;
  return result.value.story;
}

describe('suggested phases', () => {
  test('all fourteen tactics can be chosen, in the order of the kill chain', () => {
    expect(TACTICS).toHaveLength(14);
    expect(TACTICS[0]).toBe('Reconnaissance');
    expect(TACTICS.at(-1)).toBe('Impact');
  });

  test('say which action suggests them, with the technique where it is certain', () => {
    const [read, created] = told(DRAFTS);
    expect(read).toMatchObject({
      phase: 'Collection',
      phaseEdit: null,
      phaseWhy:
        'Suggested: content or configuration was looked at (jira.auditing.issue.viewed), T1213 Data from Information Repositories.',
    });
    expect(created).toMatchObject({
      phase: 'Persistence',
      phaseWhy: 'Suggested: an account was made (jira.auditing.user.created), T1136 Create Account.',
    });
  });
});

describe('given phases', () => {
  test('replace the suggestion, with who gave them and why', () => {
    const [line] = told(DRAFTS, [given(1, 'Exfiltration', ['e0', 'e1'])]);
    expect(line).toMatchObject({
      phase: 'Exfiltration',
      phaseEdit: { decisions: [1], by: 'ana' },
      phaseWhy: 'Given by ana at 2023-11-14 22:13:20 UTC: read before copying.',
    });
  });

  test('the last one on an event holds, and one that was taken back does not', () => {
    const first = given(1, 'Exfiltration', ['e0', 'e1']);
    const second = given(2, 'Reconnaissance', ['e0', 'e1']);
    expect(told(DRAFTS, [first, second])[0]!.phase).toBe('Reconnaissance');
    const back = { ...second, undone: second.made, undoneBy: 'ana' };
    expect(told(DRAFTS, [first, back])[0]!.phase).toBe('Exfiltration');
    expect(told(DRAFTS, [{ ...first, undone: first.made }, back])[0]!.phase).toBe('Collection');
  });

  test('a line takes the phase that most of its events were given, and keeps it when later records join it', () => {
    const more = [...DRAFTS, view('2024-03-08T09:06:00Z', 'A-3'), view('2024-03-08T09:07:00Z', 'A-4')];
    const decisions = [given(1, 'Exfiltration', ['e0', 'e1']), given(2, 'Discovery', ['e3'])];
    const [line] = told(more, decisions);
    expect(line).toMatchObject({ count: 4, phase: 'Exfiltration', phaseEdit: { decisions: [1] } });
  });

  test('leave lines of other events, and what defenders did, alone', () => {
    const disabled = jira('2024-03-08T15:00:00Z', service('admin'), '203.0.113.5', {
      category: 'account',
      effects: [{ kind: 'disabled-account', alias: { kind: 'login', value: 'helper' } }],
    });
    const story = told(
      [...DRAFTS, disabled],
      [given(1, 'Exfiltration', ['e0', 'e1', 'e3', 'not-in-this-case'])],
    );
    expect(story.map((line) => line.phase)).toEqual(['Exfiltration', 'Persistence', 'Response']);
  });
});
