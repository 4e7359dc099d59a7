/**
 * Who may import whom, as data. The first zone whose prefix matches a file is its zone. `may`: prefixes of files and
 * names of packages (`node:*` is every Node module). What is not listed is forbidden.
 */
export interface Zone {
  readonly zone: string;
  readonly may: readonly string[];
}

const SHARED_DOMAIN = ['shared/base/', 'shared/events/'];

export const ZONES: readonly Zone[] = [
  { zone: 'shared/base/', may: ['shared/base/', 'date-fns', '@date-fns/tz', 'ipaddr.js'] },
  { zone: 'shared/events/', may: [...SHARED_DOMAIN, 'zod'] },
  {
    zone: 'shared/importers/kit/',
    may: [
      ...SHARED_DOMAIN,
      'shared/importers/kit/',
      'shared/importers/importer.ts',
      'shared/importers/issue.ts',
    ],
  },
  {
    // A source never imports another source, nor the registry: files of one source share its name as a prefix.
    zone: 'shared/importers/sources/',
    may: [
      ...SHARED_DOMAIN,
      'shared/importers/kit/',
      'shared/importers/importer.ts',
      'shared/importers/issue.ts',
      'own-prefix',
    ],
  },
  { zone: 'shared/importers/', may: [...SHARED_DOMAIN, 'shared/importers/'] },
  { zone: 'shared/query/', may: [...SHARED_DOMAIN, 'shared/query/', 'zod'] },
  { zone: 'shared/analysis/', may: [...SHARED_DOMAIN, 'shared/query/', 'shared/analysis/'] },
  { zone: 'shared/report/', may: [...SHARED_DOMAIN, 'shared/analysis/', 'shared/report/'] },
  { zone: 'shared/ipc/', may: ['shared/', 'zod'] },
  {
    zone: 'renderer/',
    may: [
      'renderer/',
      'shared/',
      'react',
      'react-dom',
      '@blueprintjs/',
      'dockview-react',
      '@tanstack/',
      'vis-',
      'cytoscape',
      'moment',
      'date-fns',
      '@date-fns/',
    ],
  },
  { zone: 'electron/preload/', may: ['electron', 'electron/preload/', 'shared/ipc/'] },
  {
    zone: 'electron/engine/store/',
    may: [
      'electron/engine/store/',
      'electron/engine/threads.ts',
      'shared/',
      'node:*',
      'better-sqlite3',
      'package.json',
    ],
  },
  {
    zone: 'electron/engine/enrich/',
    may: [
      'electron/engine/enrich/',
      'electron/engine/version.ts',
      'shared/',
      // Files and hashes only: what is known of an address is never asked of a network.
      'node:fs',
      'node:path',
      'node:crypto',
      'node:module',
      'ipaddr.js',
      'mmdb-lib',
      'bowser',
    ],
  },
  {
    zone: 'electron/engine/',
    may: [
      'electron/engine/',
      'shared/',
      'node:*',
      'ipaddr.js',
      'yauzl',
      'tar-stream',
      'hyparquet',
      'hyparquet-compressors',
      'package.json',
    ],
  },
  { zone: 'electron/host/', may: ['electron/host/', 'electron/engine/index.ts', 'shared/', 'node:*', 'zod'] },
  { zone: 'electron/serve/', may: ['electron/serve/', 'electron/host/', 'shared/', 'node:*'] },
  {
    zone: 'electron/cli/',
    may: [
      'electron/cli/',
      'electron/serve/',
      'electron/host/',
      'electron/engine/index.ts',
      'shared/',
      'node:*',
      'commander',
    ],
  },
  {
    zone: 'electron/main/',
    may: ['electron/main/', 'electron/host/', 'shared/', 'node:*', 'electron', 'zod'],
  },
];

/** Rules narrower than a zone: only these files may import this. */
export const ONLY: readonly { readonly what: string; readonly files: readonly string[] }[] = [
  { what: 'better-sqlite3', files: ['electron/engine/store/open.ts'] },
  { what: 'vis-timeline', files: ['renderer/timeline/'] },
  { what: 'vis-data', files: ['renderer/timeline/'] },
  { what: 'cytoscape', files: ['renderer/graph/'] },
  { what: 'yauzl', files: ['electron/engine/ingest/zip'] },
  { what: 'tar-stream', files: ['electron/engine/ingest/tar.ts'] },
];

/** Words that may stand in the code of these zones only. */
export const WORDS: readonly {
  readonly pattern: RegExp;
  readonly what: string;
  readonly files: readonly string[];
}[] = [
  {
    pattern: /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|PRAGMA)\s+[\w*(]/,
    what: 'SQL',
    files: ['electron/engine/store/'],
  },
  {
    pattern: /\bnew Date\b|\bDate\.(?:now|parse|UTC)\b/,
    what: 'Date',
    files: ['shared/base/time.ts', 'shared/base/zone.ts', 'renderer/timeline/'],
  },
  {
    pattern:
      /\.innerHTML|\.outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\bDOMParser\b|createContextualFragment|\.srcdoc/,
    what: 'markup sink',
    files: [],
  },
  { pattern: /\bxss\s*:/, what: "vis-timeline's global xss option", files: [] },
  { pattern: /from 'node:readline|require\('readline/, what: 'readline', files: [] },
  { pattern: /\bunsafeMode\b/, what: 'unsafeMode', files: [] },
];
