/**
 * Quillstone Labs, instruments: a hijacked account and a service account, from another residential address for every action.
 *
 * Names: Okta first.last@quillstone.example, Data Center logins are employee ids (`u104418`); people.csv ties them. Service
 * accounts: `artifact`, `nightly`.
 * Logs: Okta, Jira, Bitbucket, 1 to 26 September 2025, UTC, and the roster.
 * Addresses: the actor buys residential exits; nearly each record of his has an address of its own, in many networks and
 * countries. His browser keeps Okta's device token, so the hash in Okta is his; his agent is one that half the staff has.
 *
 * The attack
 * - Mon 8 Sep 22:05   Two refused sign-ins as Daniel Okoro (u104418, administrator of Jira), his device hash.
 * - Tue 9 Sep 03:12   The right password; two pushes refused, the third approved at 03:31: a session. SSO into Jira and Bitbucket.
 * - 03:34–04:20       As u104418 tickets and searches in Jira, repositories in Bitbucket, each from a new address.
 * - Wed 10 Sep 13:05  While Daniel works in the office: again in the session he got, repositories; at 13:31 a Bitbucket access
 *                     token `laptop`; clones with it on 10 and 11 September.
 * - Thu 11 Sep 02:40  As u104418 the Jira password of the service account `artifact` is changed; from 02:46 sign-ins, searches
 *                     and tickets as `artifact`, on three nights, from ever new addresses.
 * - Wed 17 Sep 23:40  After the response: two refused sign-ins as Daniel (his device hash), one refused as `artifact` in Jira.
 * Response: Wed 17 Sep 09:20–10:05, Lotte Brandsma from the office: sessions cleared, password and factors reset, the access token
 * revoked, `artifact` deactivated in Jira.
 *
 * Decoys (all innocent): Daniel in the office and at home, on a café's address before the attack, and on a train on 16 September
 * (new address, his own device and session in Okta; tickets from it in Jira); the `artifact` job from 10.44.2.19, whose sign-ins
 * are refused after the change; Ines Duarte (u103977), who travels from 8 to 19 September through hotels and airports of four
 * countries, also at night; three sprays by others, which hit Daniel too; one residential address of the actor was a sprayer's a
 * week before; Daniel's own access token from August's habits (made 3 September), and other people's; another administrator changes
 * the password of `nightly`.
 */
