/**
 * `node duckdb.ts EVIDENCE DATABASE LOAD...`: what an analyst would write to get the same files into DuckDB with the raw
 * record kept, every field that one filters by in a column of its own, and a database file at the end. Two threads, as
 * everything here is measured on two cores. The faster of the forms that were tried: one `json_transform` a record
 * (`->>` for each field takes half as long again). Loads: cloudtrail, okta, audit, access, flows.
 */
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** One JSON object a line; a record may be of 16 MB. */
const LINES = `format = 'nd', maximum_object_size = 16777216`;

const LOADS: Readonly<Record<string, (folder: string) => string>> = {
  cloudtrail: (folder) => `
    CREATE TABLE cloudtrail AS SELECT file, record, raw, unnest(fields) FROM (
      SELECT file, record, raw, json_transform(raw, '{
        "eventID": "VARCHAR", "eventTime": "TIMESTAMP", "eventSource": "VARCHAR", "eventName": "VARCHAR",
        "awsRegion": "VARCHAR", "sourceIPAddress": "VARCHAR", "userAgent": "VARCHAR", "errorCode": "VARCHAR",
        "errorMessage": "VARCHAR", "userIdentity": {"type": "VARCHAR", "arn": "VARCHAR", "principalId": "VARCHAR",
        "accountId": "VARCHAR", "accessKeyId": "VARCHAR", "userName": "VARCHAR", "sessionContext":
        {"sessionIssuer": {"userName": "VARCHAR"}, "attributes": {"mfaAuthenticated": "VARCHAR"}}},
        "recipientAccountId": "VARCHAR", "requestID": "VARCHAR", "readOnly": "BOOLEAN",
        "responseElements": {"credentials": {"accessKeyId": "VARCHAR"}}, "resources": [{"ARN": "VARCHAR"}],
        "requestParameters": {"bucketName": "VARCHAR", "roleArn": "VARCHAR", "secretId": "VARCHAR"}}') AS fields
      FROM (
        SELECT filename AS file, unnest(Records) AS raw, generate_subscripts(Records, 1) AS record
        FROM read_json('${folder}/**/*CloudTrail*.json.gz', columns = {Records: 'JSON[]'}, filename = true,
          maximum_object_size = 268435456)))`,
  okta: (folder) => `
    CREATE TABLE okta AS SELECT file, raw, unnest(fields) FROM (
      SELECT filename AS file, json AS raw, json_transform(json, '{
        "uuid": "VARCHAR", "published": "TIMESTAMP", "eventType": "VARCHAR", "severity": "VARCHAR",
        "displayMessage": "VARCHAR", "actor": {"id": "VARCHAR", "type": "VARCHAR", "alternateId": "VARCHAR",
        "displayName": "VARCHAR"}, "client": {"ipAddress": "VARCHAR", "userAgent": {"rawUserAgent": "VARCHAR"}},
        "outcome": {"result": "VARCHAR", "reason": "VARCHAR"}, "authenticationContext": {"externalSessionId":
        "VARCHAR"}, "transaction": {"id": "VARCHAR"}, "request": {"ipChain": [{"ip": "VARCHAR"}]},
        "target": [{"id": "VARCHAR", "type": "VARCHAR", "alternateId": "VARCHAR", "displayName": "VARCHAR"}],
        "debugContext": {"debugData": {"dtHash": "VARCHAR", "risk": "VARCHAR"}}}') AS fields
      FROM read_json_objects('${folder}/okta/*.ndjson.gz', ${LINES}, filename = true))`,
  audit: (folder) => `
    CREATE TABLE audit AS SELECT file, raw, unnest(fields) FROM (
      SELECT filename AS file, json AS raw, json_transform(json, '{
        "timestamp": {"epochSecond": "BIGINT", "nano": "BIGINT"}, "source": "VARCHAR", "system": "VARCHAR",
        "method": "VARCHAR", "author": {"id": "VARCHAR", "name": "VARCHAR", "type": "VARCHAR"},
        "auditType": {"action": "VARCHAR", "actionI18nKey": "VARCHAR", "category": "VARCHAR", "area": "VARCHAR"},
        "affectedObjects": [{"id": "VARCHAR", "name": "VARCHAR", "type": "VARCHAR"}]}') AS fields
      FROM read_json_objects('${folder}/*/audit/*.audit.log', ${LINES}, filename = true))`,
  access: (folder) => `
    CREATE TABLE access AS SELECT filename AS file, line AS raw,
      strptime(regexp_extract(line, '\\[([^\\]]+)\\]', 1), '%d/%b/%Y:%H:%M:%S %z') AS time,
      regexp_extract(line, '(\\d+\\.\\d+\\.\\d+\\.\\d+)', 1) AS ip,
      regexp_extract(line, '"?([A-Z]+ \\S+) HTTP', 1) AS request,
      regexp_extract(line, 'HTTP/1.1"? (\\d+) ', 1)::INTEGER AS status,
      regexp_extract(line, '(Mozilla[^"]*)', 1) AS agent
    FROM read_csv('${folder}/*/logs/*access_log*', columns = {line: 'VARCHAR'}, delim = '\\x01', quote = '',
      escape = '', header = false, filename = true)`,
  flows: (folder) => `
    CREATE TABLE flows AS SELECT version, account_id, interface_id, srcaddr, dstaddr, srcport, dstport, protocol,
      packets, bytes, to_timestamp("start") AS "start", to_timestamp("end") AS "end", action, log_status, filename AS file
    FROM read_csv('${folder}', delim = ' ', header = true, filename = true, columns = {version: 'UTINYINT',
      account_id: 'VARCHAR', interface_id: 'VARCHAR', srcaddr: 'VARCHAR', dstaddr: 'VARCHAR', srcport: 'INTEGER',
      dstport: 'INTEGER', protocol: 'INTEGER', packets: 'BIGINT', bytes: 'BIGINT', "start": 'BIGINT',
      "end": 'BIGINT', action: 'VARCHAR', log_status: 'VARCHAR'})`,
};

const [folder, database, ...loads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database!, { threads: '2' });
const connection = await instance.connect();
for (const load of loads) {
  const [name, pattern] = load.split('=');
  await connection.run(LOADS[name!]!(pattern === undefined ? folder! : join(folder!, pattern)));
}
connection.closeSync();
instance.closeSync();
