import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browserCommand, openBrowser } from '../../../electron/serve/browser.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const URL = 'http://127.0.0.1:4100/#token=abc';

test('each system has one program, and the address is one argument of it', () => {
  expect(browserCommand(URL, 'darwin', {})).toEqual(['open', URL]);
  expect(browserCommand(URL, 'win32', {})).toEqual(['rundll32', 'url.dll,FileProtocolHandler', URL]);
  expect(browserCommand(URL, 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', URL]);
  expect(browserCommand(URL, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open', URL]);
  expect(browserCommand(URL, 'linux', {})).toBeNull();
});

test('no display and no program are said with the address to open', async () => {
  const noDisplay = await openBrowser(URL, 'linux', {});
  expect(noDisplay).toMatchObject({
    ok: false,
    error: { code: 'serve.no-browser', message: expect.stringContaining('display') },
  });
  const noProgram = await openBrowser(URL, 'linux', { DISPLAY: ':0', PATH: temporaryFolder() });
  expect(noProgram).toMatchObject({
    ok: false,
    error: { code: 'serve.no-browser', advice: expect.stringContaining(URL) },
  });
});

test('a program that opens, and one that finds no browser', async () => {
  const folder = temporaryFolder();
  const opener = join(folder, 'xdg-open');
  writeFileSync(opener, `#!/bin/sh\nprintf %s "$1" > ${folder}/opened\n`);
  chmodSync(opener, 0o755);
  const env = { DISPLAY: ':0', PATH: `${folder}:/bin:/usr/bin` };
  expect(await openBrowser(URL, 'linux', env)).toEqual({ ok: true, value: undefined });
  expect(readFileSync(join(folder, 'opened'), 'utf8')).toBe(URL);
  writeFileSync(opener, '#!/bin/sh\nexit 3\n');
  expect(await openBrowser(URL, 'linux', env)).toMatchObject({
    ok: false,
    error: { code: 'serve.no-browser' },
  });
});
