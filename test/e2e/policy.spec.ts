/** The content security policy by behaviour: the real window, and everything that an injected element could try. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { DRIVERS } from './drivers.ts';
import { makePlaces } from './session.ts';

/** A script that ran sets `pwned`. Each runs as the page's own task: what the debugger calls directly may always eval. */
const ATTACKS: Readonly<Record<string, () => void>> = {
  'an inline script': () => {
    const script = document.createElement('script');
    script.append('globalThis.pwned = 1');
    document.body.append(script);
  },
  'an event handler in an attribute': () => {
    const image = document.createElement('img');
    image.setAttribute('onerror', 'globalThis.pwned = 1');
    image.setAttribute('src', '/nothing');
    document.body.append(image);
  },
  eval: () => {
    // biome-ignore lint/security/noGlobalEval: that it does nothing is the test
    globalThis.eval('globalThis.pwned = 1');
  },
  'the Function constructor': () => {
    new Function('globalThis.pwned = 1')();
  },
  'a timer of text': () => {
    setTimeout('globalThis.pwned = 1' as unknown as () => void, 0);
  },
  'a data: script': () => {
    const script = document.createElement('script');
    script.setAttribute('src', 'data:text/javascript,globalThis.pwned=1');
    document.body.append(script);
  },
  'a blob: worker': () => {
    const blob = URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' }));
    new Worker(blob).onmessage = () => {
      (globalThis as { pwned?: number }).pwned = 1;
    };
  },
  'markup through innerHTML': () => {
    const place = document.createElement('div');
    document.body.append(place);
    place.innerHTML =
      '<img src=x onerror="globalThis.pwned=1"><iframe srcdoc="<script>top.pwned=1</script>"></iframe>';
  },
  'a frame of markup': () => {
    const frame = document.createElement('iframe');
    frame.setAttribute('srcdoc', '<script>top.pwned = 1</script>');
    document.body.append(frame);
  },
  'a javascript: link': () => {
    const link = document.createElement('a');
    link.setAttribute('href', 'javascript:globalThis.pwned=1');
    document.body.append(link);
    link.click();
  },
  'an object': () => {
    const object = document.createElement('object');
    object.setAttribute('data', 'data:text/html,<script>top.pwned=1</script>');
    document.body.append(object);
  },
};

describe.each(DRIVERS)('in the $name', (driver) => {
  const places = makePlaces();
  let app: AppUnderTest;
  beforeAll(async () => {
    app = await driver.launch(places);
    await app.page.getByTestId('start-new').waitFor();
  });
  afterAll(async () => {
    await app.quit();
    places.remove();
  });

  test('a task of the page’s own would be noticed', async () => {
    await app.page.evaluate(() => void setTimeout(() => Object.assign(globalThis, { noticed: 1 }), 0));
    await expect.poll(() => app.page.evaluate(() => (globalThis as { noticed?: number }).noticed)).toBe(1);
  });

  test('the window itself breaks no rule of its policy', () => {
    expect(app.problems.violations).toEqual([]);
  });

  test.each(Object.keys(ATTACKS))('%s does nothing', async (name) => {
    await app.page.evaluate(`void setTimeout(() => { try { (${String(ATTACKS[name])})(); } catch {} }, 0)`);
    await app.page.waitForTimeout(150);
    expect(await app.page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
    expect(await app.page.getByTestId('start-new').isVisible()).toBe(true);
  });

  test('a form and a fetch go nowhere', async () => {
    const before = app.page.url();
    const fetched = await app.page.evaluate(async () => {
      const form = document.createElement('form');
      form.setAttribute('action', 'https://evil.example/');
      form.setAttribute('method', 'post');
      document.body.append(form);
      form.submit();
      return fetch('https://evil.example/').then(
        () => 'answered',
        () => 'refused',
      );
    });
    expect(fetched).toBe('refused');
    await app.page.waitForTimeout(200);
    expect(app.page.url()).toBe(before);
    for (const rule of ['connect-src', 'form-action'])
      await expect
        .poll(() => app.problems.violations.some((text) => text.startsWith(rule)), { message: rule })
        .toBe(true);
  });
});
