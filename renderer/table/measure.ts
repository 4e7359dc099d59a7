/** Width of text in the table's font, remembered. */
const KEPT = 20_000;

export function textMeasure(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  if (context !== null) context.font = font;
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const width = context === null ? text.length * 7 : context.measureText(text).width;
    if (known.size >= KEPT) known.clear();
    known.set(text, width);
    return width;
  };
}
