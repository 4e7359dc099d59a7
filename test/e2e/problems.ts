/** What must never happen on a page, collected from its first byte on. */
import type { BrowserContext, Page } from 'playwright-core';

export interface Problems {
  /** Blocked by the content security policy: the window itself did something that its policy forbids. */
  readonly violations: string[];
  /** Requests to anywhere but the window's own origin. */
  readonly outside: string[];
  /** Exceptions that nobody caught, and errors on the console. */
  readonly errors: string[];
}

export const NO_PROBLEMS: Problems = { violations: [], outside: [], errors: [] };

export async function watchContext(
  context: BrowserContext,
  isOwn: (url: string) => boolean,
): Promise<Problems> {
  const problems: Problems = { violations: [], outside: [], errors: [] };
  await context.exposeBinding(
    '__reportViolation',
    (_source, text: string) => void problems.violations.push(text),
  );
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as { __reportViolation(text: string): void }).__reportViolation;
      report(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`,
      );
    });
  });
  context.on('request', (request) => {
    if (!isOwn(request.url())) problems.outside.push(request.url());
  });
  context.on('page', (page) => watchPage(page, problems));
  return problems;
}

export function watchPage(page: Page, problems: Problems): void {
  page.on('pageerror', (error) => problems.errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.errors.push(`${message.text()} (${message.location().url})`);
  });
}
