/** Files that belong to a case and are understood, but are not read as events: each is listed with the reason. */
import type { Bystander, Head } from './importer.ts';

/** Signed list of the trail files of an hour; several of them one a line, one after the other or in an array too. */
const cloudtrailDigest: Bystander = {
  id: 'aws:cloudtrail-digest',
  label: 'CloudTrail digest',
  recognise: (head) =>
    hasKeys(head, ['digestStartTime', 'logFiles'])
      ? 'CloudTrail digest: recognised, not read in this version, because it lists the hashes of trail files and holds no events'
      : null,
};

/** What CloudTrail Lake puts beside the result of a query. */
const lakeSignature: Bystander = {
  id: 'aws:cloudtrail-lake-sign',
  label: 'CloudTrail Lake sign file',
  recognise: (head) =>
    hasKeys(head, ['hashSignature', 'publicKeyFingerprint', 'files'])
      ? 'CloudTrail Lake sign file: recognised, not read in this version, because it lists the hashes of a query result and holds no events'
      : null,
};

/** Prose that lies beside logs: Markdown with a heading as its first line. No log line begins with `# ` and a word. */
const document: Bystander = {
  id: 'document:markdown',
  label: 'document',
  recognise: (head) =>
    /^# \p{L}/u.test(head.lines[0] ?? '') && head.records.length === 0
      ? 'Markdown document: recognised, not read, because it is prose and holds no events'
      : null,
};

/** The answers of a synthetic case, which only tests may use. Its labels stand beyond the head; these keys come first. */
const answerKey: Bystander = {
  id: 'throughline:answer-key',
  label: 'answer key',
  recognise: (head) =>
    ['about', 'seed', 'oracles', 'totals'].every((key) => head.topKeys.includes(key))
      ? 'answer key of a synthetic case: recognised, not read, because its labels must not reach the analysis'
      : null,
};

/** Of the outermost object, or of a record. */
function hasKeys(head: Head, keys: readonly string[]): boolean {
  const within = (all: readonly string[]) => keys.every((key) => all.includes(key));
  return within(head.topKeys) || head.records.some((record) => within(Object.keys(record)));
}

/** What Elastic Load Balancing writes into a bucket to see whether it may (`ELBAccessLogTestFile`). */
const balancerTest: Bystander = {
  id: 'aws:elb-test-file',
  label: 'load balancer test file',
  recognise: (head) =>
    head.lines.length === 1 && /^Enable AccessLog for ELB: /.test(head.lines[0] ?? '')
      ? 'load balancer test file: recognised, not read, because it only says when access logs were switched on'
      : null,
};

/** The more specific before the more general. */
export const BYSTANDERS: readonly Bystander[] = [
  balancerTest,
  cloudtrailDigest,
  lakeSignature,
  answerKey,
  document,
];
