import type { Proof } from '../../shared/analysis/graph/proof.ts';
import { visibleText } from '../../shared/base/text.ts';
import { MOST_ROW_TEXT } from '../../shared/query/row-set.ts';
import { count, counted } from '../format/number.ts';
import { useDispatch } from '../state/store-context.tsx';
import { usePanels } from '../workbench/panels.tsx';
import { G } from './strings.ts';

/** Shows exactly the records behind a number in the table. `label`: what the chip of the filter says; log text. */
export function useOpenRows(): (proof: Proof, label: string) => void {
  const dispatch = useDispatch();
  const panels = usePanels();
  return ({ rows, count: n }, label) => {
    if (n === 0 || rows.length > MOST_ROW_TEXT) return;
    dispatch({ type: 'term.only', value: { filter: { kind: 'rows', rows }, label } });
    panels.show('table');
  };
}

interface Props {
  readonly proof: Proof;
  /** What the number counts; log text. */
  readonly label: string;
  /** Another text than the number of records. */
  readonly text?: string;
}

/** A number that opens its records. */
export function OpenRows({ proof, label, text }: Props) {
  const open = useOpenRows();
  const words = text ?? count(proof.count);
  if (proof.count === 0) return <span className="tabular">{words}</span>;
  const tooMany = proof.rows.length > MOST_ROW_TEXT;
  const title = tooMany ? G.tooMany : G.open(counted(proof.count, G.record));
  return (
    <button
      type="button"
      className="graph-number tabular"
      disabled={tooMany}
      title={title}
      aria-label={`${words}: ${visibleText(label)}. ${title}`}
      data-testid="graph-open"
      onClick={() => open(proof, label)}
    >
      {words}
    </button>
  );
}
