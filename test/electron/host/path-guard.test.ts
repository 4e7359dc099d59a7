import { expect, test } from 'vitest';
import { guardPath } from '../../../electron/host/path-guard.ts';

const WINDOWS_REFUSED = [
  '\\\\attacker\\share\\case.tline',
  '//attacker/share/case.tline',
  '\\/attacker/share',
  '/\\attacker\\share',
  '\\\\?\\C:\\case.tline',
  '\\\\?\\UNC\\attacker\\share\\case.tline',
  '\\\\.\\PhysicalDrive0',
  '\\??\\C:\\case.tline',
  'C:\\case.tline:hidden',
  'C:\\NUL',
  'C:\\nul.tline',
  'C:\\a\\COM1.log',
  'C:\\LPT¹',
  'case.tline',
  'C:case.tline',
  '\\case.tline',
  'file:///C:/case.tline',
  'C:\\a\0b',
  '',
];

test.each(WINDOWS_REFUSED)('Windows refuses %j', (path) => {
  expect(guardPath(path, 'win32')).toMatchObject({ ok: false, error: { code: 'usage' } });
});

test.each([
  'case.tline',
  './case.tline',
  '../case.tline',
  '//server/share',
  '',
  '/a\0b',
  'https://evil.example/x.tline',
])('POSIX refuses %j', (path) => {
  expect(guardPath(path, 'linux').ok).toBe(false);
});

test('local absolute paths pass, normalised', () => {
  expect(guardPath('/cases/a/../b.tline', 'linux')).toEqual({ ok: true, value: '/cases/b.tline' });
  expect(guardPath('C:/cases/a.tline', 'win32')).toEqual({ ok: true, value: 'C:\\cases\\a.tline' });
  expect(guardPath('D:\\console\\a.tline', 'win32').ok).toBe(true);
});
