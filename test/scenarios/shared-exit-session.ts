/**
 * Larkfield Mutual, an insurer: a stolen Okta session, replayed from behind the gateway that everybody sits behind.
 *
 * Names: Okta first.last@larkfield-mutual.example, Data Center logins `flast`. No roster; Okta's AppUser targets say which
 * login a person has in Jira and Confluence. Service accounts are plain words: `reporting`, `build`.
 * Logs: Okta, Jira, Confluence, 3 to 28 February 2025, UTC.
 * Addresses: all 112 people leave through the web gateway's two exits, at home and in the office; the fleet has two user
 * agents. The actor's machine stands behind the same gateway and says the victim's agent. Only Okta's device-token hash, the
 * session, the token and the order of things tell him from her.
 *
 * The attack
 * - Tue 18 Feb 19:52  The Okta session that Hazel Bramley (identity engineer, group administrator) began at 08:11 is replayed.
 *                     Her own records in it carry her device hash and end at 17:2x; his carry another one. SSO into Jira and
 *                     Confluence, the admin console, and at 20:03 an API token `report-sync`.
 * - 20:10–21:20       As `hbramley`: searches and tickets in Jira, pages in Confluence (no session there; her last own record is
 *                     hours earlier, the SSO with his device minutes earlier).
 * - Wed 19 Feb 02:14  The API token is used: the password of the service user `reporting` is reset and set, its group changed.
 * - 02:20–03:30       He signs in as `reporting` (own Okta session, his device), reads and exports pages, searches tickets.
 * - Thu 20 Feb 22:31  Again as `reporting`, a second session; a Jira account `rlogin-sync` is made with it at 22:48 and made a
 *                     member of jira-administrators; that account reads tickets until 23:40.
 * - Fri 21 Feb 23:05  Two refused sign-ins as `reporting`, after it was shut: his device again.
 * Response: Fri 21 Feb 13:40–14:10, Omar Fenwick of security, from the same exit: session cleared, password reset, token revoked,
 * `reporting` deactivated in Okta and Jira, `rlogin-sync` deactivated.
 *
 * Decoys (all innocent): Hazel's own work that day in the same session, and every day after in new sessions with her device,
 * her second device (a phone); the `reporting` job from its server 10.20.4.31, which is refused at 06:00 on 19 February because
 * of his password reset; Gareth Pym, who works late in the same evening and reads the same pages; Ivo Marchetti's API token
 * `hr-sync`, minted and used the same day; his reset of `build`'s password; a colleague with a new laptop; refused sign-ins of
 * people who mistype; an account that was really made for a new starter on 20 February.
 */
