/** A filter back into the query bar's language: `parseFilter(formatFilter(f))` means the same as `f`. */
import { assertNever } from '../base/assert.ts';
import { formatMicros } from '../base/time.ts';
import type { Filter } from './filter.ts';

export function formatFilter(filter: Filter): string {
  return filter.kind === 'all' ? '' : format(filter, 'or');
}

/** `inside`: the operator around; brackets are written only where the reading would change without them. */
function format(filter: Filter, inside: 'or' | 'and' | 'not'): string {
  switch (filter.kind) {
    case 'all':
      return '""';
    case 'undated':
      return 'is:undated';
    case 'rows':
      return filter.rows === '' ? '-""' : `rows:${filter.rows}`;
    case 'text':
      return /^[\w.@/*]+$/.test(filter.value) && !/^(AND|OR|NOT)$/.test(filter.value)
        ? filter.value
        : quoted(filter.value);
    case 'is':
      return `${filter.field}:${/^[^\s()"]+$/.test(filter.value) ? filter.value : quoted(filter.value)}`;
    case 'time': {
      const parts: string[] = [];
      if (filter.from !== null) parts.push(`from:${formatMicros(filter.from)}`);
      if (filter.to !== null) parts.push(`to:${formatMicros(filter.to)}`);
      const text = parts.length === 0 ? '""' : parts.join(' ');
      return parts.length > 1 && inside === 'not' ? `(${text})` : text;
    }
    case 'not':
      return `-${format(filter.of, 'not')}`;
    case 'and':
      return joined(filter.of, 'and', inside);
    case 'or':
      return joined(filter.of, 'or', inside);
    default:
      return assertNever(filter);
  }
}

function joined(parts: readonly Filter[], own: 'and' | 'or', outside: 'or' | 'and' | 'not'): string {
  // An empty conjunction is everything, an empty disjunction nothing.
  if (parts.length === 0) return own === 'and' ? '""' : '-""';
  if (parts.length === 1) return format(parts[0]!, outside);
  const text = parts.map((part) => format(part, own)).join(own === 'and' ? ' ' : ' OR ');
  const binds = own === 'and' ? outside === 'not' : outside !== 'or';
  return binds ? `(${text})` : text;
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, (char) => `\\${char}`)}"`;
}
