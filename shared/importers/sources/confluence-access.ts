/**
 * Confluence access log (`conf_access_log.….log`).
 * Reads: the lines of Confluence's valve, without and (from 7.11 on) with X-Forwarded-For behind the date. The first
 * forwarded address is the client as it was told, the others and the connected one are proxies.
 * Ignores: thread, duration and referer, which have no field in an event (they stay in the raw record).
 * A sign-in page that was answered with 200 is no sign-in; who signed in is said by the audit log.
 * Specification: Atlassian "Configure access logs"; Apache Tomcat "Access Log Valve".
 */
import type { Head, Importer, Recognition } from '../importer.ts';
import { ValveReader, valveProduct } from '../kit/access-valve.ts';
import { lineFraming } from '../kit/request.ts';

export const confluenceAccess: Importer = {
  version: 1,
  id: 'atlassian:confluence-access',
  label: 'Confluence access log',
  produces: ['atlassian:confluence'],
  recognise,
  open: () => new ValveReader('atlassian:confluence'),
};

function recognise(head: Head): Recognition | null {
  return valveProduct(head) === 'confluence'
    ? { framing: lineFraming(head), shape: 'lines of the Confluence access valve' }
    : null;
}
