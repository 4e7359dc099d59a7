/** What a rotation list says of a credential or account. */
import type { Micros } from '../../base/time.ts';
import type { Fact } from '../../events/event.ts';

export type RotationFact = Extract<Fact, { kind: 'rotation' }>;

/** An entry with its place in the evidence. */
export interface RotationEntry {
  readonly fact: RotationFact;
  readonly file: string;
  /** 1-based. */
  readonly record: number;
}

export interface Rotation {
  /** `unclear`: the list says something other than a time and other than no. */
  readonly state: 'never' | 'rotated' | 'unclear';
  readonly at: Micros | null;
  readonly exposed: boolean | null;
  /** What the list writes about rotation, and where. */
  readonly said: string;
}

/** Entries by the name of the credential or account that they are about, letter case ignored; of several the last that has a time. */
export function rotationsByName(entries: readonly RotationEntry[]): ReadonlyMap<string, Rotation> {
  const byName = new Map<string, Rotation>();
  for (const entry of entries) {
    const name = entry.fact.credential.toLowerCase();
    const known = byName.get(name);
    const rotation = rotationOf(entry);
    if (!known || rotation.at !== null || known.at === null) byName.set(name, rotation);
  }
  return byName;
}

/** What stands in a column about rotation when it did not take place. */
const NO = /^(?:no|n|false|0|never|not rotated|not yet|pending|open|outstanding|missed)?$/i;

function rotationOf({ fact, file, record }: RotationEntry): Rotation {
  const { rotated, exposed, columns } = fact;
  const cells = columns.filter(([name]) => /rotat|revok/i.test(name)).map(([, value]) => value.trim());
  const place = `${file}, record ${record}`;
  if (rotated !== null)
    return { state: 'rotated', at: rotated.micros, exposed, said: `“${rotated.text}” (${place})` };
  const written = cells.find((cell) => !NO.test(cell));
  if (written !== undefined) return { state: 'unclear', at: null, exposed, said: `“${written}” (${place})` };
  return { state: 'never', at: null, exposed, said: `no rotation (${place})` };
}
