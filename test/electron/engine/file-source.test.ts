/** Evidence is read and never touched, and what changes under the reading is noticed (security.md H9, F1). */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { FileSource } from '../../../electron/engine/ingest/file-source.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import type { PushEvent } from '../../../shared/ipc/contract.ts';
import { rawZip, zipOf } from '../../support/archives.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const no = () => false;

/** Reads a file to its end, with something happening to it before its end. */
async function readWhile(change: (path: string) => void): Promise<readonly Issue[]> {
  const path = join(temporaryFolder(), 'evidence.log');
  writeFileSync(path, 'line\n'.repeat(200_000));
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const file = FileSource.open(path);
  const hash = createHash('sha256').update(file.next()!);
  change(path);
  for (let chunk = file.next(); chunk !== null; chunk = file.next()) hash.update(chunk);
  return file.finish(hash.digest('hex'), no);
}

describe('a file that changes while it is read', () => {
  const changes: Readonly<Record<string, readonly [change: (path: string) => void, words: string]>> = {
    'is written to': [(path) => appendFileSync(path, 'more\n'), 'bytes before'],
    'is cut off': [(path) => truncateSync(path, 10), 'bytes read'],
    'is changed behind our back, size and time as before': [
      (path) => {
        // In the part that was read already.
        const bytes = readFileSync(path);
        bytes[3] = 0x58;
        writeFileSync(path, bytes);
        utimesSync(path, 1_700_000_000, 1_700_000_000);
      },
      'SHA-256',
    ],
    'gives way to another': [
      (path) => {
        writeFileSync(`${path}.new`, 'line\n'.repeat(200_000));
        renameSync(`${path}.new`, path);
      },
      'another file lies in its place',
    ],
    'is deleted': [(path) => rmSync(path), 'cannot be read again'],
  };
  test.each(Object.keys(changes))('%s', async (name) => {
    const [change, words] = changes[name]!;
    const issues = await readWhile(change);
    expect(issues).toMatchObject([{ code: 'file.changed', severity: 'data-loss' }]);
    expect(issues[0]?.detail).toContain(words);
  });

  test('keeps its bytes and gets other permissions: a note', async () => {
    const issues = await readWhile((path) => chmodSync(path, 0o600));
    expect(issues).toMatchObject([{ code: 'file.changed', severity: 'note' }]);
  });

  test('stays as it is: nothing is said', async () => {
    expect(await readWhile(() => {})).toEqual([]);
  });

  test.each(['evidence.log', 'evidence.zip'])('is told in the ledger: %s', async (name) => {
    const folder = temporaryFolder();
    const jira = join(
      SAMPLE,
      'jira',
      readdirSync(join(SAMPLE, 'jira')).find((file) => file.endsWith('.log'))!,
    );
    const log = Buffer.concat(Array<Buffer>(20).fill(readFileSync(jira)));
    const path = join(folder, name);
    writeFileSync(path, name.endsWith('.zip') ? await zipOf({ 'evidence.log': log }, false) : log);
    let changed = false;
    const engine = new Engine((event: PushEvent) => {
      if (event.type !== 'import.progress' || event.records === 0 || changed) return;
      changed = true;
      appendFileSync(path, '\n');
    });
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [path] });
    expect(changed).toBe(true);
    expect(report.files[0]).toMatchObject({ status: 'partial' });
    expect(report.files[0]?.issues.map((issue) => issue.code)).toContain('file.changed');
    engine.close();
  });
});

test.skipIf(process.platform !== 'linux')('the time of the last access stays', async () => {
  const path = join(temporaryFolder(), 'evidence.log');
  writeFileSync(path, 'x\n');
  utimesSync(path, 1_600_000_000, 1_700_000_000);
  const file = FileSource.open(path);
  expect(file.next()?.toString()).toBe('x\n');
  await file.finish('', no);
  expect(statSync(path).atimeMs).toBe(1_600_000_000_000);
});

const strace = spawnSync('strace', ['-V']).status === 0;

/** Every call of the system that can change a file or a folder. */
const WRITING =
  'openat,open,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,link,linkat,symlink,symlinkat,' +
  'truncate,chmod,fchmodat,chown,lchown,fchownat,utimensat,utime,utimes,futimesat,setxattr,lsetxattr,removexattr,mknod,mknodat';

test.skipIf(!strace)(
  'an import makes no call that could write under its source (strace)',
  async () => {
    const folder = temporaryFolder();
    const source = join(folder, 'evidence');
    mkdirSync(source);
    cpSync(join(ROOT, 'sample-data/formats/atlassian'), join(source, 'atlassian'), { recursive: true });
    const jira = readFileSync(join(source, 'atlassian/jira.log'));
    const evil = [
      { name: 'a/jira.log', content: jira },
      { name: '../evil.log', content: jira },
    ];
    writeFileSync(join(source, 'export.zip'), rawZip(evil));
    const trace = join(folder, 'trace');
    const before = listing(source);
    spawnSync('strace', [
      ...['-f', '-qq', '-s', '4096', '-e', `trace=${WRITING}`, '-o', trace],
      process.execPath,
      ...[join(ROOT, 'bin/throughline.mjs'), 'import', join(folder, 'case.tline'), source],
    ]);
    const lines = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"${source}`));
    const opened = lines.filter((line) => /\b(?:open|openat)\(/.test(line));
    expect(opened.length).toBeGreaterThan(10);
    expect(
      opened.filter((line) => !line.includes('O_RDONLY') || /O_(?:CREAT|TRUNC|APPEND)/.test(line)),
    ).toEqual([]);
    expect(lines.filter((line) => !opened.includes(line))).toEqual([]);
    expect(listing(source)).toEqual(before);
  },
  60_000,
);

/** Names, sizes and times of everything in a folder. */
function listing(folder: string): unknown {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mtimeMs, ctimeMs, ino } = statSync(join(folder, name));
      return { name, size, mtimeMs, ctimeMs, ino };
    });
}
