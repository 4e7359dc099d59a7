import type { SourceType } from '../../shared/events/event.ts';
import { sourceColour, sourceLabel } from './sources.ts';

/** A square of the source's hue with its name: the name carries the meaning, the hue helps the eye. */
export function SourceMark({ source }: { readonly source: SourceType }) {
  return (
    <span className="source-mark">
      <span className="source-mark-hue" style={{ background: sourceColour(source) }} />
      {sourceLabel(source)}
    </span>
  );
}
