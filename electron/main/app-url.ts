/** The window's own address. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'throughline';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_URL = `${APP_ORIGIN}/`;

/**
 * Whether a URL is one of ours, as Chromium writes them: protocol and host compared after parsing (`origin` is `null`
 * for custom schemes), and nothing that a parser would have had to repair, such as capitals, tabs or user names.
 */
export function isAppUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.href === text &&
    url.protocol === `${APP_SCHEME}:` &&
    url.host === APP_HOST &&
    url.username === '' &&
    url.password === '' &&
    text.startsWith(APP_URL)
  );
}
