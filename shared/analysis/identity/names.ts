/** The account names of an identity taken apart, for whatever compares them: suggestions and look-alikes. */
import type { Alias } from '../../events/event.ts';
import type { Identity } from '../case-view.ts';
import { isEmail, parseRoleSession } from './aliases.ts';

export interface AccountName {
  readonly alias: Alias;
  /** What names the account, lower case: the part before the @, the login, the last part of an ARN, the session's name. */
  readonly local: string;
  /** Of an e-mail; null for every other name. */
  readonly domain: string | null;
}

/** Longer names are no names that people type; comparing them would cost their square. */
export const MAX_NAME = 64;

/** Every name under which the identity signs in. Display names are none. */
export function accountNames({ aliases }: Pick<Identity, 'aliases'>): AccountName[] {
  return aliases.flatMap((alias) => accountName(alias) ?? []);
}

function accountName(alias: Alias): AccountName | null {
  const value = alias.value.toLowerCase();
  switch (alias.kind) {
    case 'email':
      return parted(alias, value);
    case 'login':
      // `CORP\jane` is jane in the directory CORP.
      return isEmail(value) ? parted(alias, value) : named(alias, value.slice(value.lastIndexOf('\\') + 1));
    case 'arn':
      return value.includes(':user/') && !value.startsWith('arn:aws:identitystore:')
        ? named(alias, value.slice(value.lastIndexOf('/') + 1))
        : null;
    case 'role-session': {
      const session = parseRoleSession(alias.value)?.session.toLowerCase() ?? '';
      // Instances, builds and tools number their sessions; people do not.
      return isEmail(session) || /\d/.test(session) ? null : named(alias, session);
    }
    default:
      return null;
  }
}

function parted(alias: Alias, email: string): AccountName {
  const at = email.lastIndexOf('@');
  return { alias, local: email.slice(0, at), domain: email.slice(at + 1) };
}

function named(alias: Alias, local: string): AccountName | null {
  return local === '' ? null : { alias, local, domain: null };
}

/** Without what separates the parts of a name: `jane.doe`, `jane_doe` and `janedoe` are one spelling. */
export function squeezed(name: string): string {
  return name.replace(/[._\-+ ]/g, '');
}

/** `jаne` with a Cyrillic а: nobody is called so, and what fits such a name proves nothing. */
export function mixesScripts(name: string): boolean {
  return /\p{Script=Latin}/u.test(name) && hasForeignLetters(name);
}

/** Letters that are no Latin ones. */
export function hasForeignLetters(name: string): boolean {
  return /[^\p{Script=Latin}\p{Script=Common}\p{M}]/u.test(name);
}

/** Letters without their accents, lower case: `Brandão` is written `brandao` in logins. */
export function plainLetters(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Given name and surname; what stands between them is left out. */
export interface PersonParts {
  readonly first: string;
  readonly last: string;
}

/** `jane.doe`, `jane.q.doe` → jane, doe; null where nothing separates them or the parts are no names. */
export function partsOfLocal(local: string): PersonParts | null {
  return partsOf(plainLetters(local).split(/[._\-+]/));
}

/** `Jane Doe`, `Doe, Jane` → jane, doe. */
export function partsOfDisplay(display: string): PersonParts | null {
  if (display.length > MAX_NAME) return null;
  const plain = plainLetters(display);
  const comma = plain.indexOf(',');
  const words = comma < 0 ? plain : `${plain.slice(comma + 1)} ${plain.slice(0, comma)}`;
  return partsOf(words.trim().split(/\s+/));
}

function partsOf(words: readonly string[]): PersonParts | null {
  const names = words.map((word) => word.replace(/['’]/g, ''));
  if (names.length < 2 || names.length > 5 || !names.every((name) => /^\p{L}+$/u.test(name))) return null;
  const [first, last] = [names[0]!, names.at(-1)!];
  return first.length > 1 && last.length > 1 ? { first, last } : null;
}

/** How companies make a login of a name, with how much it tells: the fewer letters of the name, the more people fit. */
export function spellings({
  first,
  last,
}: PersonParts): readonly (readonly [spelling: string, how: string, confidence: number])[] {
  return [
    [first + last, 'given name and surname', 0.75],
    [last + first, 'surname and given name', 0.7],
    [first.charAt(0) + last, 'initial and surname', 0.6],
    [last + first.charAt(0), 'surname and initial', 0.55],
    [first + last.charAt(0), 'given name and initial', 0.55],
  ];
}
