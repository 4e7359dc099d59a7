/** What a case is, in one answer: for `info`, the window's header and the ledger panel. */
import { lowerBound } from '../../shared/base/lower-bound.ts';
import type { Micros } from '../../shared/base/time.ts';
import { type Fact, SOURCE_TYPES } from '../../shared/events/event.ts';
import type { CaseInfo } from '../../shared/ipc/contract.ts';
import { countBy, groupingBy } from './query/lanes.ts';
import { Positions } from './query/positions.ts';
import type { CaseStore } from './store/case-store.ts';
import { toSourceFile, totalsOf } from './store/source-files.ts';
import { VERSION } from './version.ts';

export function caseInfo(store: CaseStore): CaseInfo {
  const view = store.snapshot;
  const ts = view.column('ts');
  const { byTime } = view;
  const dated = lowerBound(byTime, (row) => Number.isNaN(ts[row]!));
  const bySource = countBy(groupingBy(view, 'source'), {
    view,
    positions: Positions.all(view.size),
    count: view.size,
  });
  const files = [...store.files.all()];
  const versions = store.versions();
  return {
    name: store.name,
    path: store.path,
    events: view.size,
    undated: view.size - dated,
    from: dated === 0 ? null : (ts[byTime[0]!] as Micros),
    to: dated === 0 ? null : (ts[byTime[dated - 1]!] as Micros),
    bySource: [...bySource].flatMap((events, code) =>
      events > 0 ? [{ source: SOURCE_TYPES[code]!, events }] : [],
    ),
    identities: view.identities.length,
    addresses: view.codeCount('srcIp'),
    files: files.map(([id, file]) => ({ id, ...toSourceFile(file) })),
    ...totalsOf(files.map(([, file]) => file)),
    custodyHead: store.custody.head,
    corrections: store.timeRules.all().filter((rule) => rule.undone === null).length,
    facts: { ...store.facts.counts(), ...exposureOf(view.facts.map(({ fact }) => fact)) },
    size: store.size,
    readOnly: store.readOnly,
    versions: {
      throughline: VERSION,
      schema: versions.schema,
      sqlite: versions.sqlite,
      node: process.versions.node,
    },
  };
}

/** Only a rotation with a time counts: of one that is merely ticked off nobody knows whether it came before the use. */
function exposureOf(facts: readonly Fact[]): Pick<CaseInfo['facts'], 'exposed' | 'exposedNotRotated'> {
  const exposed = facts.flatMap((fact) => (fact.kind === 'rotation' && fact.exposed === true ? [fact] : []));
  return {
    exposed: exposed.length,
    exposedNotRotated: exposed.filter((fact) => fact.rotated === null).length,
  };
}
