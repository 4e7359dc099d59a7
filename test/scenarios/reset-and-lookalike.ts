/**
 * Brightwater Housing: an administrator's stolen session resets another person's factors and makes a look-alike colleague.
 *
 * Names: Okta first.last@brightwater.example, Data Center logins `flast`; e-mail in Atlassian is at brightwater-homes.example.
 * No roster. Logs: Okta, Jira, Confluence, 3 to 28 March 2025, UTC.
 * Addresses: 40 people work at home through the company's own VPN exit, the real colleague of the look-alike among them; the actor
 * comes through the same exit. The stolen session is in use by its owner in the office at the same time.
 *
 * The attack
 * - Thu 13 Mar 10:42  The session of Petra Lindahl (Okta administrator; she began it in the office at 07:58) appears at the VPN exit
 *                     with another device hash: admin console; 10:49 all factors of Tomasz Wilk (administrator of Jira) reset,
 *                     10:50 his password.
 * - 10:58             A sign-in as Tomasz from the exit with that device; a new factor enrolled; SSO into Jira and Confluence.
 * - 11:08–12:20       As `twilk`: tickets, pages; 11:31 Jira account `skeough`, member of jira-administrators.
 * - 11:20–11:27       In Petra's session at the exit: Okta user siobhan.keough@ made, activated, put in a group, given Jira and
 *                     Confluence. (Siobhan Keogh, `skeogh`, is real.)
 * - Fri 14 Mar 22:02 and until 18 Mar: as siobhan.keough / `skeough` tickets, pages, an export of a space.
 * - Wed 19 Mar 21:15  Refused sign-ins as siobhan.keough, and one as Tomasz, with that device.
 * Response: Wed 19 Mar 10:10–10:50, Ruben Achterberg from the office.
 *
 * Decoys (all innocent): Petra's onboarding of three people that day in the very same session from the office, her reset of the
 * factors of a colleague with a new phone, her days at home through the same exit; Tomasz, who cannot sign in at 13:10 (refused, own
 * device), gets a genuine reset from Petra at 14:00, enrols again and works on; the real Siobhan Keogh, at the exit that very day;
 * a second look-alike pair of real people; people who work late.
 */
