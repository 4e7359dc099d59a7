/**
 * Corvane Logistics: a leaked long-lived AWS key, used behind the NAT that the company's own build runners leave through.
 *
 * Names: SSO sessions first.last@corvane.example; IAM users are plain words: `build`, `reports`. No roster.
 * Logs: CloudTrail, VPC flow (default fields and custom ones with instance ids), Okta, 5 to 23 May 2025, UTC.
 * Addresses: hosted runners and the actor's rented machine leave through one NAT of the hosting provider. The key is the same.
 * The command line's version is the same; his machine's build of it is another (ubuntu, the runners have amzn).
 *
 * The attack
 * - Mon 12 May 01:47  The key of `build` from another machine: who am I, users (refused), roles, buckets, policies.
 * - 01:58             AssumeRole deploy-prod, session name `health-check`; AssumeRole data-export (refused).
 * - 02:02–02:50       With that session: secrets listed, six read, buckets listed, objects of `corvane-manifests` read;
 *                     02:31 IAM user `build-agent`, a policy attached, an access key.
 * - Wed 14 May 00:20  With the made user's key: AssumeRole analytics-read as `build-5121` (the runners' own way of naming), objects
 *                     of `corvane-customers`; at 00:52 an instance is started with it; the network interface of that instance is
 *                     his until it is ended: packages from a mirror, objects out to a machine of his, a look at neighbours (REJECT).
 * - Thu 15, Fri 16    Both ways again: the old key at 23:10 (deploy-prod as `build-5177`, secrets), the new one at 03:30.
 * - Mon 19 May 09:55  After a deny policy: his calls with the made user's key are refused.
 * Response: Mon 19 May 09:30–11:00, Nadia Holm (SSO) from the office: deny policy, both keys made inactive, instance ended, made user
 * deleted, a new key for `build`.
 *
 * Decoys (all innocent): the runners' own calls with the same key from the same address, their role sessions `build-<n>` hour by
 * hour, their refused calls, and on 19 May the new key in use; people who assume deploy-prod by name; an analyst's reading of the
 * same bucket; Emil Sand makes the IAM user `reports-agent` and its key on 12 May; autoscaling's instances and their flows; the
 * NAT's ordinary flows to the load balancer and to the registry.
 */
