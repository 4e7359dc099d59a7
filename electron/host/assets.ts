/**
 * The window's files as a closed table: pathname -> file, media type, SHA-256, written when the renderer is built. A
 * request is looked up in it as it stands; there is no path arithmetic that a `..` could lead astray. All files are
 * read once at start (about 2 MB) and checked against their hashes.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../shared/base/failure.ts';
import { SECURITY_HEADERS } from './csp.ts';

const rowSchema = z.strictObject({
  pathname: z.string().startsWith('/'),
  file: z.string(),
  type: z.string(),
  sha256: z.string().length(64),
});
const tableSchema = z.array(rowSchema).min(1);
export type AssetRow = z.output<typeof rowSchema>;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.eot': 'application/vnd.ms-fontobject',
  '.json': 'application/json; charset=utf-8',
};

/** Every file under a folder, for the build. `/` is a second name of `/index.html`. */
export function buildAssetTable(folder: string): readonly AssetRow[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const rows = files.map((file): AssetRow => {
    const type = MEDIA_TYPES[extname(file)];
    if (type === undefined) throw new Error(`${file}: no media type known for this ending`);
    return { pathname: `/${file}`, file, type, sha256: sha256(readFileSync(join(folder, file))) };
  });
  const index = rows.find((row) => row.file === 'index.html');
  if (index === undefined) throw new Error(`${folder} has no index.html`);
  return [{ ...index, pathname: '/' }, ...rows];
}

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

export interface AssetResponse {
  readonly status: 200 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for HEAD and refusals. */
  readonly body: Buffer | null;
}

export class Assets {
  readonly #byPathname: ReadonlyMap<string, Asset>;

  constructor(byPathname: ReadonlyMap<string, Asset>) {
    this.#byPathname = byPathname;
  }

  /** @throws Failure when the window was not built or its files are not those of the build */
  static load(folder: string, tableFile: string): Assets {
    const rebuild = 'run `npm run build`';
    let table: readonly AssetRow[];
    try {
      table = tableSchema.parse(JSON.parse(readFileSync(tableFile, 'utf8')));
    } catch {
      throw new Failure(
        'file.not-found',
        `the window is not built: ${tableFile} is missing or not its table`,
        rebuild,
      );
    }
    const assets = new Map<string, Asset>();
    for (const row of table) {
      let body: Buffer;
      try {
        body = readFileSync(join(folder, row.file));
      } catch {
        throw new Failure('file.not-found', `a file of the window is missing: ${row.file}`, rebuild);
      }
      if (sha256(body) !== row.sha256) {
        throw new Failure(
          'file.unreadable',
          `a file of the window is not the one that was built: ${row.file}`,
          rebuild,
        );
      }
      assets.set(row.pathname, { type: row.type, body });
    }
    return new Assets(assets);
  }

  /** @param rawPathname exactly as requested: never decoded, never normalised */
  respond(method: string, rawPathname: string): AssetResponse {
    if (method !== 'GET' && method !== 'HEAD') {
      return { status: 405, headers: { ...SECURITY_HEADERS, allow: 'GET, HEAD' }, body: null };
    }
    const asset = this.#byPathname.get(rawPathname);
    if (asset === undefined) return { status: 404, headers: SECURITY_HEADERS, body: null };
    return {
      status: 200,
      headers: {
        ...SECURITY_HEADERS,
        'content-type': asset.type,
        'content-length': String(asset.body.length),
      },
      body: method === 'GET' ? asset.body : null,
    };
  }

  get pathnames(): readonly string[] {
    return [...this.#byPathname.keys()];
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
