/** Panels whose code comes when they are first in sight: nothing before, and words where it does not come. */
import { expect, test } from 'vitest';
import { browserDriver } from './drivers/browser.ts';
import { StartScreen } from './pages/start-screen.ts';
import { makePlaces } from './session.ts';

test('a panel asks for its code and its contents when it is first shown; a failure is said in words', async () => {
  const places = makePlaces();
  const app = await browserDriver.launch(places);
  try {
    const scripts: string[] = [];
    const asked: string[] = [];
    app.page.on('request', (request) => {
      if (request.url().endsWith('.js')) scripts.push(request.url());
      if (request.url().endsWith('/rpc'))
        asked.push((JSON.parse(request.postData() ?? '{}') as { method: string }).method);
    });
    const bench = await new StartScreen(app).openSample();
    await bench.waitForEvents();
    expect(scripts.filter((url) => /Panel-/.test(url))).toEqual([]);
    expect(asked).toContain('events.timeline');
    expect(asked.filter((method) => method.startsWith('identit'))).toEqual([]);
    await app.page.route('**/CustodyPanel-*.js', (route) => route.abort());
    await bench.showPanel('identities');
    await app.page.locator('.identities').waitFor();
    expect(scripts.filter((url) => /Panel-/.test(url))).toHaveLength(1);
    await bench.showPanel('custody');
    await app.page.getByText('This part of the window could not be loaded').waitFor();
    await app.page.unroute('**/CustodyPanel-*.js');
    await app.page.getByRole('button', { name: 'Load again' }).click();
    await app.page.getByTestId('workbench').waitFor();
    expect(app.problems.violations).toEqual([]);
    expect(app.problems.outside).toEqual([]);
  } finally {
    await app.quit();
    places.remove();
  }
});
