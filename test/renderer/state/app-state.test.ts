import { expect, test } from 'vitest';
import {
  type Action,
  type AppState,
  caseSpan,
  INITIAL,
  reduce,
  type ShownChain,
} from '../../../renderer/state/app-state.ts';
import { litChain, shownChain } from '../../../renderer/state/selectors.ts';
import type { Micros } from '../../../shared/base/time.ts';
import type { CaseInfo, ImportReport } from '../../../shared/ipc/contract.ts';
import type { Filter } from '../../../shared/query/filter.ts';

const HOUR = 3_600_000_000;
const info: CaseInfo = {
  name: 'c',
  path: '/c.tline',
  events: 2,
  undated: 0,
  from: (100 * HOUR) as Micros,
  to: (200 * HOUR) as Micros,
  bySource: [],
  identities: 0,
  addresses: 0,
  files: [],
  totals: { files: 0, records: 0, events: 0, duplicates: 0, rejected: 0, ignored: 0 },
  closed: true,
  custodyHead: '0'.repeat(64),
  corrections: 0,
  facts: { people: 0, rotations: 0, exposed: 0, exposedNotRotated: 0 },
  size: 0,
  readOnly: false,
  versions: { throughline: '0', schema: 1, sqlite: '3', node: '24' },
};
const empty: CaseInfo = { ...info, events: 0, from: null, to: null };
const report: ImportReport = { files: [], totals: info.totals, closed: true };
const okta: Filter = { kind: 'is', field: 'source', value: 'okta' };

function after(...actions: readonly Action[]): AppState {
  return actions.reduce(reduce, INITIAL);
}
const toggle: Action = { type: 'term.toggle', value: { filter: okta, label: 'Okta' }, negate: false };

test('an opened case shows its whole span with a little air on both sides', () => {
  const state = after({ type: 'case.opened', info });
  expect(state.window).toEqual(caseSpan(info));
  expect(state.window.from).toBeLessThan(100 * HOUR);
  expect(state.window.to).toBeGreaterThan(200 * HOUR);
});

test('zone and theme outlive the case; filter, selection and chain do not', () => {
  const state = after(
    { type: 'case.opened', info },
    { type: 'zone', zone: 'Asia/Tokyo' },
    { type: 'theme', theme: 'dark' },
    toggle,
    { type: 'select', row: 4 },
    { type: 'case.closed' },
  );
  expect(state).toMatchObject({ zone: 'Asia/Tokyo', theme: 'dark', selectedRow: null, case: null, past: [] });
  expect(state.filter).toEqual(INITIAL.filter);
});

test('back and forward walk through the filters; a new step forgets what lay ahead', () => {
  const stepped = after({ type: 'query', text: 'a', query: { kind: 'text', value: 'a' } }, toggle);
  const back = reduce(stepped, { type: 'filter.back' });
  expect(back.filter).toMatchObject({ text: 'a', terms: [] });
  expect(reduce(back, { type: 'filter.forward' }).filter).toEqual(stepped.filter);
  expect(reduce(back, { type: 'brush', brush: { from: 1 as Micros, to: 2 as Micros } }).future).toEqual([]);
  expect(after({ type: 'filter.back' })).toEqual(INITIAL);
});

test('asking for what is already asked adds no step', () => {
  const state = after({ type: 'query', text: '', query: { kind: 'all' } }, { type: 'filter.clear' });
  expect(state.past).toEqual([]);
});

test('everything one identity did replaces every other filter', () => {
  const value = { filter: { kind: 'is', field: 'actor', value: 'identity:idn_1' } as Filter, label: 'x' };
  const state = after({ type: 'query', text: 'a', query: { kind: 'text', value: 'a' } }, toggle, {
    type: 'term.only',
    value,
  });
  expect(state.filter).toMatchObject({ text: '', query: { kind: 'all' }, brush: null });
  expect(state.filter.terms).toEqual([{ group: 'actor', negate: false, values: [value] }]);
});

test('a brush takes the timeline there; taking it away leaves the view alone', () => {
  const brush = { from: (120 * HOUR) as Micros, to: (121 * HOUR) as Micros };
  const brushed = after({ type: 'case.opened', info }, { type: 'brush', brush });
  expect(brushed.window).toEqual(brush);
  expect(reduce(brushed, { type: 'brush', brush: null }).window).toEqual(brush);
});

test('a time in the query takes the timeline there, and its end brings the whole case back', () => {
  const span = { from: (120 * HOUR) as Micros, to: (121 * HOUR) as Micros };
  const query: Filter = { kind: 'and', of: [okta, { kind: 'time', ...span }] };
  const asked = after({ type: 'case.opened', info }, { type: 'query', text: 't', query });
  expect(asked.window).toEqual(span);
  expect(reduce(asked, { type: 'filter.clear' }).window).toEqual(caseSpan(info));
  expect(reduce(reduce(asked, { type: 'filter.back' }), { type: 'filter.forward' }).window).toEqual(span);
  // Once the hand has moved the window, it stays where it is.
  const window = { from: (150 * HOUR) as Micros, to: (160 * HOUR) as Micros };
  const moved = reduce(asked, { type: 'window', window, final: true });
  expect(reduce(moved, { type: 'filter.clear' }).window).toEqual(window);
  expect(reduce(moved, toggle).window).toEqual(window);
});

test('a span pulled by hand is whole seconds, unless it is too short for that', () => {
  const hand = { from: (120 * HOUR + 375_094) as Micros, to: (121 * HOUR + 509_781) as Micros };
  expect(after({ type: 'brush', brush: hand }).filter.brush).toEqual({
    from: 120 * HOUR,
    to: 121 * HOUR + 1_000_000,
  });
  const short = { from: 375_094 as Micros, to: 1_509_781 as Micros };
  expect(after({ type: 'brush', brush: short }).filter.brush).toEqual(short);
});

test('revealing an event moves the window only when the event is out of sight, and never zooms', () => {
  const window = { from: (110 * HOUR) as Micros, to: (120 * HOUR) as Micros };
  const looking = after({ type: 'case.opened', info }, { type: 'window', window, final: true });
  const near = reduce(looking, { type: 'reveal', row: 1, time: (115 * HOUR) as Micros });
  const far = reduce(looking, { type: 'reveal', row: 2, time: (150 * HOUR) as Micros });
  expect(near.window).toEqual(window);
  expect(far.window).toEqual({ from: 145 * HOUR, to: 155 * HOUR });
  expect(far.windowRest).toBe(looking.windowRest);
});

test('the first import of an empty case decides what there is to see; later ones leave the view alone', () => {
  const first = after({ type: 'case.opened', info: empty }, { type: 'case.refreshed', info });
  expect(first.window).toEqual(caseSpan(info));
  const window = { from: (110 * HOUR) as Micros, to: (120 * HOUR) as Micros };
  const later = [
    { type: 'window', window, final: true } as const,
    { type: 'case.refreshed', info: { ...info, to: (300 * HOUR) as Micros } } as const,
  ].reduce<AppState>(reduce, first);
  expect(later.window).toEqual(window);
});

test('an answer to a chain that was given up comes too late', () => {
  const chain = {
    id: 'chain-1',
    seeds: ['a'],
    seedNames: [],
    steps: [],
    entities: [],
    story: [],
    milestones: [],
    verdicts: [],
  };
  const seeds = ['a'];
  const ready = { kind: 'ready', seeds, chain, rows: new Set<number>(), marks: [] } as const;
  const computing = { kind: 'computing', seeds, before: null, progress: null } as const;
  const given = after({ type: 'chain', chain: computing }, { type: 'chain', chain: ready });
  expect(given.chain).toBe(ready);
  // The same seeds asked for again are another question.
  const again = { kind: 'computing', seeds: ['a'], before: null, progress: null } as const;
  const replaced = after({ type: 'chain', chain: again }, { type: 'chain', chain: ready });
  expect(replaced.chain).toBe(again);
});

test('a chain stays in sight while it is computed anew, and only brightness makes the rest step back', () => {
  const chain = { id: 'chain-1' } as ShownChain['chain'];
  const shown: ShownChain = { seeds: ['a'], chain, rows: new Set([1]), marks: [] };
  const state = after({
    type: 'chain',
    chain: { kind: 'computing', seeds: ['a', 'b'], before: shown, progress: null },
  });
  expect(shownChain(state)).toBe(shown);
  expect(litChain(state)).toBe(shown);
  const dimless = reduce(state, { type: 'chain.bright', bright: false });
  expect(shownChain(dimless)).toBe(shown);
  expect(litChain(dimless)).toBeNull();
  expect(shownChain(after({ type: 'chain', chain: { kind: 'none' } }))).toBeNull();
});

test('progress belongs to the question that is under way', () => {
  const asked = {
    type: 'chain',
    chain: { kind: 'computing', seeds: ['a'], before: null, progress: null },
  } as const;
  const progress = { type: 'chain.progress', seeds: ['a'], round: 1, steps: 7, first: [] } as const;
  const own = after(asked, { type: 'chain.progress', progress });
  expect(own.chain).toMatchObject({ kind: 'computing', progress: { steps: 7 } });
  const other = after(asked, { type: 'chain.progress', progress: { ...progress, seeds: ['b'] } });
  expect(other.chain).toMatchObject({ progress: null });
});

test('cancelling stays visible through further progress, and the ledger is kept until it is closed', () => {
  const progress = {
    type: 'import.progress',
    file: 'a',
    fileIndex: 0,
    files: 1,
    bytesDone: 1,
    bytesTotal: 2,
    records: 1,
    events: 1,
  } as const;
  const running = after(
    { type: 'import.started' },
    { type: 'import.cancelling' },
    { type: 'import.progress', progress },
  );
  expect(running.importing).toEqual({ kind: 'running', progress, cancelling: true });
  const ended = [
    { type: 'import.ended', report } as const,
    { type: 'import.ended', report: null } as const,
  ].reduce<AppState>(reduce, running);
  expect(ended).toMatchObject({ importing: { kind: 'idle' }, report });
  expect(reduce(ended, { type: 'report.close' }).report).toBeNull();
});

test('the same problem is said once, and stays until it is dismissed', () => {
  const problem = { type: 'notice', intent: 'problem', message: 'm', advice: 'a' } as const;
  const said = after(problem, problem);
  expect(said.notices).toHaveLength(1);
  expect(reduce(said, { type: 'notice.dismiss', id: said.notices[0]?.id ?? -1 }).notices).toEqual([]);
});

test('what has no time is shown without the brushed span, and once more shows all again', () => {
  const brush = { from: (120 * HOUR) as Micros, to: (130 * HOUR) as Micros };
  const shown = after(
    { type: 'case.opened', info },
    { type: 'brush', brush },
    { type: 'undated', label: 'none' },
  );
  expect(shown.filter.brush).toBeNull();
  expect(shown.filter.terms).toMatchObject([{ group: 'undated', values: [{ label: 'none' }] }]);
  expect(reduce(shown, { type: 'undated', label: 'none' }).filter.terms).toEqual([]);
});

test('a span of one source replaces what was asked of sources, as one step', () => {
  const span = { from: (120 * HOUR) as Micros, to: (121 * HOUR) as Micros };
  const jira: Filter = { kind: 'is', field: 'source', value: 'atlassian:jira' };
  const state = after(
    { type: 'case.opened', info },
    { ...toggle, negate: true },
    { type: 'span.of', span, value: { filter: jira, label: 'Jira' } },
  );
  expect(state.filter.terms).toMatchObject([{ group: 'source', negate: false, values: [{ label: 'Jira' }] }]);
  expect(state.filter.brush).toEqual(span);
  expect(state.window).toEqual(span);
  expect(reduce(state, { type: 'filter.back' }).filter.terms).toMatchObject([{ negate: true }]);
});

test('the whole case stays in sight when it grows or its times move; a part that was chosen stays as it is', () => {
  const moved: CaseInfo = { ...info, from: (90 * HOUR) as Micros };
  const whole = after({ type: 'case.opened', info }, { type: 'case.refreshed', info: moved });
  expect(whole.window).toEqual(caseSpan(moved));
  const part = { from: (120 * HOUR) as Micros, to: (130 * HOUR) as Micros };
  const chosen = after(
    { type: 'case.opened', info },
    { type: 'window', window: part, final: true },
    { type: 'case.refreshed', info: moved },
  );
  expect(chosen.window).toEqual(part);
});
