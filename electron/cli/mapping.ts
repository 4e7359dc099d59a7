/** `--map time=Date,actor=User,srcIp="IP address"` as a mapping. */
import { Failure } from '../../shared/base/failure.ts';
import type { ColumnMapping } from '../../shared/importers/importer.ts';
import { MAPPED_FIELDS } from '../../shared/importers/mapping.ts';

/** @throws Failure `usage` with what is wrong. */
export function parseMapping(text: string, timeFormat: ColumnMapping['timeFormat']): ColumnMapping {
  const fields = new Map<string, string>();
  const pair = /([A-Za-z]+)=(?:"([^"]*)"|([^,"]*))(?:,|$)/y;
  while (pair.lastIndex < text.length) {
    const at = pair.lastIndex;
    const found = pair.exec(text);
    if (found === null)
      throw wrong(
        `${text.slice(at, at + 40)} is not FIELD=COLUMN`,
        'write --map time=Date,srcIp="IP address"',
      );
    const [, field = '', quoted, plain = ''] = found;
    const column = (quoted ?? plain).trim();
    if (!MAPPED_FIELDS.some((name) => name === field))
      throw wrong(`${field} is no field to map to`, `use ${MAPPED_FIELDS.join(', ')}`);
    if (column === '') throw wrong(`${field} has no column`, 'write FIELD=COLUMN');
    fields.set(field, column);
  }
  if (!fields.has('time')) throw wrong('no column is mapped to time', 'add time=COLUMN');
  return { fields: Object.fromEntries(fields), timeFormat };
}

function wrong(what: string, advice: string): Failure {
  return new Failure('usage', `--map: ${what}`, advice);
}
