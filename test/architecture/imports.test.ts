import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ONLY, WORDS, ZONES } from './import-rules.ts';

const root = join(import.meta.dirname, '../..');
const files = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: root }).map((file) =>
  file.split('\\').join('/'),
);
const source = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

/** What a file imports: paths from the root for its own, names for packages. Types count: they tie zones as well. */
function importsOf(file: string): string[] {
  const specifiers = [
    ...source
      .get(file)!
      .matchAll(
        /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import '([^']+)'/g,
      ),
  ];
  return specifiers.map((match) => {
    const specifier = (match[1] ?? match[2] ?? match[3])!;
    return specifier.startsWith('.')
      ? relative(root, join(root, dirname(file), specifier))
          .split('\\')
          .join('/')
      : specifier;
  });
}

function allowed(file: string, target: string, may: readonly string[]): boolean {
  return may.some((rule) => {
    if (rule === 'node:*') return target.startsWith('node:');
    if (rule === 'own-prefix') {
      const own = file
        .replace(/(-\w+)*\.ts$/, '')
        .split('/')
        .pop()!;
      return (
        dirname(target) === dirname(file) &&
        (target.split('/').pop()!.startsWith(own.split('-')[0]!) ?? false)
      );
    }
    return rule.endsWith('/') || rule.endsWith('-')
      ? target.startsWith(rule)
      : target === rule || target.startsWith(`${rule}/`);
  });
}

describe('import rules', () => {
  test('there are files to look at', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(importsOf('electron/engine/store/open.ts')).toContain('better-sqlite3');
  });

  test('every file imports only what its zone may', () => {
    const broken = files.flatMap((file) => {
      const zone = ZONES.find((z) => file.startsWith(z.zone));
      if (!zone) return [`${file} stands in no zone`];
      return importsOf(file)
        .filter((target) => !allowed(file, target, zone.may) && !/\.(css|json)$/.test(target))
        .map((target) => `${file} (${zone.zone}) imports ${target}`);
    });
    expect(broken).toEqual([]);
  });

  test('some packages have one door', () => {
    const broken = ONLY.flatMap(({ what, files: doors }) =>
      files
        .filter((file) => !doors.some((door) => file.startsWith(door)))
        // A type tells nothing to a driver.
        .filter((file) => importsOf(file).some((target) => target === what || target.startsWith(`${what}/`)))
        .map((file) => `${file} imports ${what}`),
    );
    expect(broken).toEqual([]);
  });

  test('some words stand in one zone only', () => {
    const broken = WORDS.flatMap(({ pattern, what, files: zones }) =>
      files
        .filter((file) => !zones.some((zone) => file.startsWith(zone)))
        .filter((file) => pattern.test(withoutComments(source.get(file)!)))
        .map((file) => `${file}: ${what}`),
    );
    expect(broken).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"])\/\/.*$/gm, '$1');
}
