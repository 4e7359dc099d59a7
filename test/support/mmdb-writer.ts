/** Writes small MMDB files (MaxMind DB format 2.0) for tests: an analyst's own database without anybody's data. */

type Value = string | number | boolean | { readonly [key: string]: Value };

const SEPARATOR = 16;
const MARKER = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')]);

/** @param records by IPv4 prefix, as `192.0.2.0/24` */
export function writeMmdb(records: Readonly<Record<string, Value>>): Buffer {
  // A node is two slots: the number of another node, the record of a prefix, or nothing.
  type Slot = number | { readonly record: number } | null;
  const nodes: [Slot, Slot][] = [[null, null]];
  const data: Buffer[] = [];
  let dataSize = 0;
  for (const [prefix, value] of Object.entries(records)) {
    const [address, length] = prefix.split('/') as [string, string];
    const bits = address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
    let node = 0;
    for (let depth = 0; depth < Number(length) - 1; depth++) {
      const side = Number(bits[depth]) as 0 | 1;
      if (nodes[node]![side] === null) {
        nodes.push([null, null]);
        nodes[node]![side] = nodes.length - 1;
      }
      node = nodes[node]![side] as number;
    }
    nodes[node]![Number(bits[Number(length) - 1]) as 0 | 1] = { record: dataSize };
    const bytes = encode(value);
    data.push(bytes);
    dataSize += bytes.length;
  }
  const tree = Buffer.alloc(nodes.length * 6);
  nodes.flat().forEach((slot, index) => {
    const number =
      slot === null ? nodes.length : typeof slot === 'number' ? slot : nodes.length + SEPARATOR + slot.record;
    tree.writeUIntBE(number, index * 3, 3);
  });
  const metadata = encode({
    node_count: nodes.length,
    record_size: 24,
    ip_version: 4,
    database_type: 'Test',
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
  });
  return Buffer.concat([tree, Buffer.alloc(SEPARATOR), ...data, MARKER, metadata]);
}

function encode(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'boolean') return control(14, Number(value));
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([key, v]) => [encode(key), encode(v)]),
  ]);
}

/** Type and size; types beyond 7 stand in a byte of their own. */
function control(type: number, size: number): Buffer {
  const extended = type > 7;
  const head = (extended ? 0 : type) << 5;
  if (size >= 29 + 256) throw new Error('longer than a test needs');
  const bytes = size < 29 ? [head | size] : [head | 29];
  if (extended) bytes.push(type - 7);
  if (size >= 29) bytes.push(size - 29);
  return Buffer.from(bytes);
}
