import { expect, test } from 'vitest';
import { logLine } from '../../../electron/host/log.ts';

test('what a log says reaches no terminal as a command and breaks no line', () => {
  const hostile = '\u001b]0;owned\u0007\u009b31m\r\n\u2028\u2029\u202egnp.exe\u200b\ufeff\u007f';
  const line = logLine('import', { text: hostile });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  expect(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e\u200b\ufeff]/.test(line)).toBe(false);
  expect(JSON.parse(line)).toEqual({ event: 'import', text: hostile });
});
