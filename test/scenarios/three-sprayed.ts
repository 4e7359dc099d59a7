/**
 * Ravensholm Stores, retail: three weak passwords found by spraying, from an exit that staff use when they travel.
 *
 * Names: Okta first.last@ravensholm.example, Atlassian Cloud accounts at @ravensholm-stores.example with account ids. No roster;
 * Okta's AppUser targets and the organisation's events tie the three kinds of names.
 * Logs: Okta, Atlassian organisation events, Confluence Cloud, 2 to 27 June 2025, UTC.
 * Addresses: one exit of a commercial VPN, paid for by the company: some 45 people have signed in through it.
 *
 * The attack
 * - Mon 9 Jun 01:10   First wave: 44 accounts, one try each, 100 seconds apart in the order of the alphabet, one device hash and one
 *                     agent that nobody else has. Ruth Castell's password fits (01:2x).
 * - 02:50 and the evenings of 9, 11, 12 June: as Ruth into Confluence: search, pages, pages (no session ids there).
 * - Wed 11 Jun 02:00  Second wave: no device hash, another agent each time. Marek Sova's password fits. 40 minutes later his session goes
 *                     on with the first wave's device hash: SSO, and an API token `backup` in Atlassian; the token is used on 11 to 17 June.
 * - Mon 16 Jun 03:40  Third wave, 14 accounts, the first agent again. Ottilie Brandt's password fits: a sign-in and nothing more.
 * - Thu 19 Jun 00:30  After the response: refused sign-ins as Ruth and Marek with the device hash.
 * Response: Wed 18 Jun 08:40–09:30, Jonas Wik: sessions cleared and passwords reset, the API token revoked.
 *
 * Decoys (all innocent): everybody's travel through the exit, some of it in the very hour of the waves; Fiona Haldane, sprayed in the
 * first wave, who signs in herself through the exit on 12 June and reads the wiki; a traveller's mistyped password during the second
 * wave; the owners' own work by day; another spray from elsewhere on 5 June; a colleague's own API token `reports`.
 */
