/**
 * The case file. Two faces of one truth: open rows (`event`, `value`, `actor`, `source_file`, … readable with any SQLite
 * tool, view `event_text` for people) and column segments (derived, rebuildable, checked against the rows by `verify`).
 */

/** `TLIN` as a big-endian integer, at byte 68 of the file. */
export const APPLICATION_ID = 0x544c494e;

/** Numbered in tens, so that a branch can slip one between. Written to `user_version`. */
export const SCHEMA_VERSION = 40;

/** Kinds of dictionary text. Stored as a number: append only. */
export const VALUE_KINDS = [
  'action',
  'reason',
  'address',
  'userAgent',
  'session',
  'credential',
  'system',
  'targets', // a JSON array of Target: whole sets repeat far more often than not
  'effects', // a JSON array of Effect
  'related', // a JSON array of RelatedIp
] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** In order of creation; `sqlite_schema` of a case must equal this to the letter (see open.ts). */
export const SCHEMA: readonly string[] = [
  'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',

  // One row per import: who ran what with which versions, options and zone. Times in µs UTC. importers: JSON object of
  // importer ids to their versions. ended_us NULL: it never ended (a crash).
  `CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  started_us INTEGER NOT NULL,
  ended_us INTEGER,
  product TEXT NOT NULL,
  versions TEXT NOT NULL,
  importers TEXT NOT NULL,
  host TEXT NOT NULL,
  host_zone TEXT NOT NULL,
  user TEXT NOT NULL,
  examiner TEXT,
  arguments TEXT NOT NULL,
  result TEXT
) STRICT`,

  // Who did what with the case. Append only; hash = SHA-256 of the hash before (hex) and the entry's canonical JSON
  // (RFC 8785), so that a change anywhere shows, given the last hash kept elsewhere.
  `CREATE TABLE custody (
  seq INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT`,

  // One row per file of evidence with its ledger. Times in µs UTC, sizes in bytes; content_* is after decompression.
  // archive: the file that it was read out of. stored_sha256: of the content as the case holds it where secrets were masked.
  `CREATE TABLE source_file (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (id),
  archive INTEGER REFERENCES source_file (id),
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  compression TEXT NOT NULL,
  encoding TEXT NOT NULL,
  content_sha256 TEXT NOT NULL,
  stored_sha256 TEXT,
  content_bytes INTEGER NOT NULL,
  modified_us INTEGER,
  importer TEXT,
  shape TEXT NOT NULL,
  status TEXT NOT NULL,
  records INTEGER NOT NULL,
  events INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  ignored INTEGER NOT NULL,
  event_bytes INTEGER NOT NULL,
  duplicate_bytes INTEGER NOT NULL,
  rejected_bytes INTEGER NOT NULL,
  ignored_bytes INTEGER NOT NULL,
  separator_bytes INTEGER NOT NULL,
  options TEXT NOT NULL,
  started_us INTEGER NOT NULL,
  ended_us INTEGER
) STRICT`,

  // Clock corrections, newest last: a layer over the times in event, which stay as they were read. file NULL: every file of
  // the source type (and both NULL: the whole case). zone: for times whose zone was assumed. undone_us: taken back.
  `CREATE TABLE time_rule (
  id INTEGER PRIMARY KEY,
  file INTEGER REFERENCES source_file (id),
  source TEXT,
  zone TEXT,
  skew_us INTEGER,
  reason TEXT NOT NULL,
  made_us INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  undone_us INTEGER,
  undone_by TEXT
) STRICT`,

  // Entries of lists that are no events (kind: person, rotation). data: JSON, see Fact in shared/events/event.ts.
  `CREATE TABLE fact (
  file INTEGER NOT NULL REFERENCES source_file (id),
  record INTEGER NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (file, record)
) STRICT, WITHOUT ROWID`,

  // What the analyst said that the columns of a table mean. header: see mappingKey in shared/importers/mapping.ts; data:
  // JSON, see ColumnMapping in shared/importers/importer.ts.
  'CREATE TABLE mapping (header TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID',

  // What the analyst decided over the evidence: rows are added and taken back, never changed. data: JSON, see DecisionData
  // in shared/analysis/decisions.ts. Times in µs UTC; undone_us NULL: it holds.
  `CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_us INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  undone_us INTEGER,
  undone_by TEXT
) STRICT`,

  // What was wrong or worth knowing, one row per code and file with the first place and a count.
  `CREATE TABLE issue (
  file INTEGER NOT NULL REFERENCES source_file (id),
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  record INTEGER,
  offset INTEGER,
  count INTEGER NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (file, code)
) STRICT, WITHOUT ROWID`,

  // Dictionary of texts; codes run from 1 per kind, 0 is null. Kinds: VALUE_KINDS.
  'CREATE TABLE value (kind INTEGER NOT NULL, code INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (kind, code)) STRICT, WITHOUT ROWID',

  // Who acts, as one source names it. aliases: JSON array of {kind, value}.
  `CREATE TABLE actor (
  code INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  type INTEGER NOT NULL,
  native_id TEXT,
  name TEXT NOT NULL,
  email TEXT,
  aliases TEXT NOT NULL
) STRICT`,

  // Open rows. Codes point into value/actor; ts in µs UTC; ts_text NULL = the ISO text of ts at its precision,
  // '@' = ts in epoch seconds, else as written. ts_wall: where the zone was assumed, the written wall time as if it were
  // UTC. offset/length: bytes in the decompressed file.
  `CREATE TABLE event (
  row INTEGER PRIMARY KEY,
  uid BLOB NOT NULL,
  native_id TEXT,
  file INTEGER NOT NULL,
  record INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  ts INTEGER,
  ts_text TEXT,
  ts_precision INTEGER,
  ts_wall INTEGER,
  ts_end INTEGER,
  source INTEGER NOT NULL,
  category INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  action INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  src_ip INTEGER NOT NULL,
  src_port INTEGER,
  dst_ip INTEGER NOT NULL,
  dst_port INTEGER,
  related INTEGER NOT NULL,
  user_agent INTEGER NOT NULL,
  session INTEGER NOT NULL,
  credential INTEGER NOT NULL,
  system INTEGER NOT NULL,
  targets INTEGER NOT NULL,
  effects INTEGER NOT NULL,
  bytes INTEGER
) STRICT`,

  // The same record seen again: every place is kept. content: SHA-256 of the fields that this copy gave (content-hash.ts);
  // a poorer export of the same event gives fewer.
  `CREATE TABLE duplicate (
  row INTEGER NOT NULL,
  file INTEGER NOT NULL,
  record INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (row, file, record)
) STRICT, WITHOUT ROWID`,

  // The whole decompressed content of every file that was read, in zstd blocks that follow each other without a gap.
  `CREATE TABLE raw_block (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT`,
  'CREATE UNIQUE INDEX raw_block_place ON raw_block (file, offset)',

  // One typed array per column and run of rows, packed and compressed (column-codec.ts). width: bytes of its largest number;
  // checksum: CRC-32 of `name first rows width` and data. Derived from event; dropped and rebuilt at will.
  `CREATE TABLE segment (
  name TEXT NOT NULL,
  first INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  width INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (name, first)
) STRICT, WITHOUT ROWID`,

  // SHA-256 over each segment's columns and the cells of its rows that are no columns; the custody log holds their hash.
  'CREATE TABLE seal (first INTEGER PRIMARY KEY, rows INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT',

  `CREATE VIEW event_text AS
SELECT e.row, lower(hex(e.uid)) AS id,
  strftime('%Y-%m-%dT%H:%M:%S', e.ts / 1000000, 'unixepoch') || printf('.%06dZ', e.ts % 1000000) AS time,
  ac.text AS action, a.name AS actor, s.text AS src_ip, d.text AS dst_ip, u.text AS user_agent,
  t.text AS targets, f.path AS file, e.record, e.offset, e.length
FROM event e
JOIN source_file f ON f.id = e.file
JOIN value ac ON ac.kind = 0 AND ac.code = e.action
LEFT JOIN actor a ON a.code = e.actor
LEFT JOIN value s ON s.kind = 2 AND s.code = e.src_ip
LEFT JOIN value d ON d.kind = 2 AND d.code = e.dst_ip
LEFT JOIN value u ON u.kind = 3 AND u.code = e.user_agent
LEFT JOIN value t ON t.kind = 7 AND t.code = e.targets`,
];
