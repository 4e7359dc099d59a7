/** A seeded source of randomness. Equal names give equal streams on every machine; nothing here looks at the clock. */
export interface Rng {
  /** A float in [0, 1). */
  next(): number;
  /** An integer in [min, max], both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** `count` different members, in random order. */
  sample<T>(list: readonly T[], count: number): T[];
  /** Picks by the weights beside the values. */
  weighted<T>(pairs: readonly (readonly [T, number])[]): T;
  hex(length: number): string;
  /** Version 4, as vendors write their event ids. */
  uuid(): string;
  /** Letters and digits of both cases. */
  alnum(length: number): string;
  /** Upper-case letters and digits without look-alikes: the alphabet of AWS key ids. */
  base32(length: number): string;
}

const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Every stream of the big case starts here: another edition is another word. */
const EDITION = 'halcyon-edge/1';

/** FNV-1a with four different offsets: 128 bits of state out of a name. */
function seeds(name: string): [number, number, number, number] {
  const hash = (offset: number): number => {
    let h = offset >>> 0;
    for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 16777619) >>> 0;
    return h;
  };
  return [hash(2166136261), hash(374761393), hash(3266489917), hash(668265263)];
}

/** The stream of the big case called `name`. */
export function rng(name: string): Rng {
  return seeded(`${EDITION}/${name}`);
}

/** The stream called `name` (sfc32). Streams of different names do not influence each other. */
export function seeded(name: string): Rng {
  let [a, b, c, d] = seeds(name);
  const next = (): number => {
    const t = (((a + b) >>> 0) + d) >>> 0;
    d = (d + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) >>> 0;
    c = (c + t) >>> 0;
    return t / 4294967296;
  };
  for (let i = 0; i < 16; i++) next();

  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!;
  const text = (alphabet: string, length: number): string => {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[int(0, alphabet.length - 1)]!;
    return out;
  };
  const hex = (length: number): string => text('0123456789abcdef', length);

  return {
    next,
    int,
    pick,
    hex,
    chance: (probability) => next() < probability,
    sample(list, count) {
      const pool = [...list];
      const out = [];
      while (out.length < count && pool.length > 0) out.push(pool.splice(int(0, pool.length - 1), 1)[0]!);
      return out;
    },
    weighted(pairs) {
      let left = next() * pairs.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of pairs) {
        left -= weight;
        if (left < 0) return value;
      }
      return pairs[pairs.length - 1]![0];
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
    alnum: (length) => text(ALNUM, length),
    base32: (length) => text(BASE32, length),
  };
}
