/**
 * Headers of every answer that carries a part of the window, the same under `app:` and over loopback HTTP (security.md
 * E7). Tested by behaviour in a real Chromium, never by comparing text: a policy with a typing mistake is silently none.
 */

const CSP: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
  // Every sink that would turn text into markup or script goes through one escaping policy, registered by the renderer.
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default',
};

export const CONTENT_SECURITY_POLICY = Object.entries(CSP)
  .map(([directive, value]) => `${directive} ${value}`)
  .join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Evidence must not stay behind in a browser's cache.
  'cache-control': 'no-store',
};
