/** Case files named on the command line or by a double click: hostile until proven to be a plain local `.tline` file. */
import { guardPath } from '../host/path-guard.ts';

/** The first argument that looks like a case, or null. Switches, web addresses and network paths never count. */
export function caseArgument(args: readonly string[]): string | null {
  for (const argument of args) {
    if (argument.startsWith('-') || !argument.toLowerCase().endsWith('.tline')) continue;
    const guarded = guardPath(argument);
    if (guarded.ok) return guarded.value;
  }
  return null;
}
