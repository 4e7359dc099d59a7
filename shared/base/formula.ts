/** Cells that a spreadsheet would run as a formula, made harmless and back. */

/** A formula trigger, also behind white space or in full width; or an apostrophe, which would be taken for ours. */
const FORMULA = /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|\s|\p{Cc}|')/u;

/** Puts an apostrophe before what a spreadsheet would run. */
export function guardFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Takes away the apostrophe that `guardFormula` put there. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
