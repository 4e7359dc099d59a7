/**
 * The page runs under `require-trusted-types-for 'script'`: a string reaches an HTML sink only through this policy,
 * which turns every markup character into text. Script sinks are refused.
 */
interface TrustedTypesFactory {
  createPolicy(
    name: string,
    rules: {
      createHTML(text: string): string;
      createScript(text: string): string;
      createScriptURL(text: string): string;
    },
  ): unknown;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function refuse(): never {
  throw new TypeError('Text is never run as a script');
}

const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
factory?.createPolicy('default', { createHTML: escapeHtml, createScript: refuse, createScriptURL: refuse });
