import { G } from './strings.ts';

type Sample =
  | 'line-attacker'
  | 'line-denied'
  | 'line-response'
  | 'line-others'
  | 'box-stolen'
  | 'box-made'
  | 'box-never-rotated'
  | 'box-touched'
  | 'box-refused'
  | 'box-reachable';

const CREDENTIALS: readonly (readonly [Sample, string])[] = [
  ['box-stolen', G.legend.stolen],
  ['box-never-rotated', G.legend.neverRotated],
  ['box-made', G.legend.made],
  ['line-attacker', G.legend.attacker],
  ['line-denied', G.legend.denied],
  ['line-response', G.legend.response],
  ['line-others', G.legend.others],
];

const RADIUS: readonly (readonly [Sample, string])[] = [
  ['box-touched', G.legend.touched],
  ['box-refused', G.legend.refused],
  ['box-reachable', G.legend.reachable],
];

/** What lines and borders mean; none of it by colour alone. */
export function Legend({ of }: { readonly of: 'credentials' | 'radius' }) {
  return (
    <ul className="graph-legend" aria-label={G.legend.title}>
      {(of === 'credentials' ? CREDENTIALS : RADIUS).map(([sample, text]) => (
        <li key={sample}>
          <span className={`graph-sample graph-${sample}`} aria-hidden />
          {text}
        </li>
      ))}
    </ul>
  );
}
