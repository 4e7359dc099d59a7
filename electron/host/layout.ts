/**
 * Where the parts lie, found from where this code runs: from a checkout (`electron/host/layout.ts`), from the build
 * (`dist/<part>/index.js`) or from a packaged app (the same inside `app.asar`). The root is the nearest folder above
 * that holds this program's package.json.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Layout {
  readonly root: string;
  readonly version: string;
  /** Entry of the engine process. */
  readonly engine: string;
  /** The renderer's build and the table of its files. */
  readonly renderer: string;
  readonly assetTable: string;
  readonly preload: string;
  /** Evidence of the sample case. */
  readonly sample: string;
}

/** @param resources folder of files beside a packaged app (`process.resourcesPath`), null otherwise */
export function findLayout(codeUrl: string = import.meta.url, resources: string | null = null): Layout {
  const code = fileURLToPath(codeUrl);
  const root = rootAbove(dirname(code));
  const dist = join(root, 'dist');
  const built = code.startsWith(dist + sep);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    root,
    version,
    engine: built ? join(dist, 'engine', 'child.js') : join(root, 'electron', 'engine', 'child.ts'),
    renderer: join(dist, 'renderer'),
    assetTable: join(dist, 'renderer-assets.json'),
    preload: join(dist, 'preload', 'index.cjs'),
    sample: join(resources ?? root, 'sample-data', 'cases', 'okta-to-atlassian'),
  };
}

function rootAbove(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'package.json');
    if (
      existsSync(file) &&
      (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'throughline'
    )
      return at;
    if (dirname(at) === at) throw new Error(`no package.json of throughline above ${folder}`);
  }
}
