/** A built window of two files, so that hosts can be started before or without the real one's build. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAssetTable } from '../../electron/host/assets.ts';
import { findLayout, type Layout } from '../../electron/host/layout.ts';

export function windowDouble(folder: string): Layout {
  const renderer = join(folder, 'renderer');
  mkdirSync(renderer, { recursive: true });
  writeFileSync(
    join(renderer, 'index.html'),
    '<!doctype html><title>double</title><script type="module" src="./main.js"></script>',
  );
  writeFileSync(join(renderer, 'main.js'), 'document.title = "ran";');
  const assetTable = join(folder, 'renderer-assets.json');
  writeFileSync(assetTable, JSON.stringify(buildAssetTable(renderer)));
  return { ...findLayout(), renderer, assetTable, engine: join(import.meta.dirname, 'engine-double.ts') };
}
