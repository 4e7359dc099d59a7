/** Hostile text in a table of the terminal: made visible, and once. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BIN = join(import.meta.dirname, '../../../bin/throughline.mjs');

test.each(['clock', 'custody'])(
  '%s shows a bidirectional mark as its escape, not as the escape of one',
  (command) => {
    const path = join(temporaryFolder(), 'case.tline');
    const engine = new Engine();
    engine.create(path);
    const reason = 'as \u202egpj said';
    engine.call('clock.add', { file: null, source: null, zone: null, skewMicros: 1_000_000, reason });
    engine.close();
    const out = execFileSync(process.execPath, [BIN, command, path], { encoding: 'utf8' });
    expect(out).toContain('as \\u{202E}gpj said');
    expect(out).not.toContain('\u202e');
  },
);
