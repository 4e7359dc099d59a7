import { expect, test } from 'vitest';
import { grouped } from '../../../renderer/ledger/groups.ts';
import type { SourceFile } from '../../../shared/ipc/contract.ts';

function file(path: string, more: Partial<SourceFile> = {}): SourceFile {
  return {
    path,
    sha256: '',
    bytes: 1,
    importer: null,
    shape: '',
    status: 'complete',
    records: 0,
    events: 0,
    duplicates: 0,
    rejected: 0,
    ignored: 0,
    issues: [],
    ...more,
  };
}

const lost = {
  issues: [
    { code: 'archive.entry', severity: 'data-loss', record: null, offset: null, count: 1, detail: '' },
  ],
} as const;

test('members stand below their archive, the troubled first, and take it with them', () => {
  const groups = grouped([
    file('plain.log'),
    file('quiet.zip', { status: 'archive' }),
    file('quiet.zip!/a.log'),
    file('loud.zip', { status: 'archive' }),
    file('loud.zip!/a.log'),
    file('loud.zip!/b!/c.log', lost),
  ]);
  expect(groups.map((group) => [group.file.path, ...group.members.map((member) => member.name)])).toEqual([
    ['loud.zip', 'b!/c.log', 'a.log'],
    ['plain.log'],
    ['quiet.zip', 'a.log'],
  ]);
});

test('a file whose name only looks like that of a member stands alone', () => {
  expect(grouped([file('odd!/name.log')]).map((group) => group.file.path)).toEqual(['odd!/name.log']);
});
