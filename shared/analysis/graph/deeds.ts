/** What a record did to what it names, in the words of a damage report. Every record is exactly one deed. */
import type { Category } from '../../events/event.ts';
import type { Records } from './records.ts';

/**
 * - attempted: tried; the record shows neither that it worked nor that it was refused
 * - denied: the record says that it was refused
 * - done: it worked, and its kind is none of the others
 */
export const DEEDS = [
  'signed-in',
  'searched',
  'viewed',
  'downloaded',
  'changed',
  'ran-code',
  'connected',
  'done',
  'attempted',
  'denied',
] as const;
export type Deed = (typeof DEEDS)[number];

const OF_CATEGORY: Readonly<Record<Category, Deed>> = {
  other: 'done',
  authentication: 'signed-in',
  account: 'changed',
  permission: 'changed',
  credential: 'changed',
  search: 'searched',
  read: 'viewed',
  export: 'downloaded',
  change: 'changed',
  execute: 'ran-code',
  network: 'connected',
};

/** Words of the vendors for a refusal; any other failure may be a fault, and is no more than an attempt. */
const REFUSAL =
  /denied|unauthori[sz]ed|forbidden|not ?authori[sz]ed|not ?permitted|no permission|refused|reject|blocked|invalid_?credentials|\b40[13]\b/i;

export function deedOf(records: Records, row: number): Deed {
  const category = records.category(row);
  switch (records.outcome(row)) {
    case 'success':
      return OF_CATEGORY[category];
    case 'unknown':
      // A load balancer or a browser may not say how a request ended; a search or a sign-in step was at least tried.
      return 'attempted';
    case 'failure':
      return isRefusal(records, row) ? 'denied' : 'attempted';
  }
}

function isRefusal(records: Records, row: number): boolean {
  // A failed sign-in, a rejected flow and whatever Okta fails is a refusal by what such records are.
  const source = records.source(row);
  if (records.category(row) === 'authentication' || source === 'okta:system_log' || source === 'aws:vpcflow')
    return true;
  return REFUSAL.test(records.text('reason', row) ?? '') || REFUSAL.test(records.text('action', row) ?? '');
}
