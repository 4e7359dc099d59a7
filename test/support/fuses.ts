/** Reads the fuse wire of an Electron binary (electron/electron, docs/tutorial/fuses.md): sentinel, version, length, one byte each. */

const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

/** Fuses of wire version 1, in their order on the wire. */
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
export type Fuse = (typeof FUSES)[number];

/** @throws when the binary carries no wire of version 1 */
export function readFuses(binary: Buffer): Readonly<Record<Fuse, boolean>> {
  const at = binary.indexOf(SENTINEL);
  if (at < 0) throw new Error('no fuse wire');
  const start = at + SENTINEL.length;
  const [version, length] = [binary[start], binary[start + 1] ?? 0];
  if (version !== 1 || length < FUSES.length)
    throw new Error(`a fuse wire of version ${version} and length ${length}`);
  const states = FUSES.map((name, i) => [name, String.fromCharCode(binary[start + 2 + i]!) === '1'] as const);
  return Object.fromEntries(states) as Record<Fuse, boolean>;
}

/** A file with every fuse at Electron's default, for runs without the runtime. */
export function binaryWithFuses(): Buffer {
  return Buffer.concat([
    Buffer.alloc(512),
    SENTINEL,
    Buffer.from([1, 9]),
    Buffer.from('101100010'),
    Buffer.alloc(512),
  ]);
}
