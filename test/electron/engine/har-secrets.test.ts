/**
 * No secret of a HAR enters a case: archives with secrets in every place and every way of writing are imported by the real
 * engine, and then everything the case has is searched for them.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { Engine, eventJson } from '../../../electron/engine/index.ts';
import { CaseStore } from '../../../electron/engine/store/case-store.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FIXTURES = join(import.meta.dirname, '../../../../shared/fixtures/logs/har');

/** A word that a search finds nowhere by chance, written as tokens are. */
function secretOf(seed: string): string {
  return `Sec${createHash('sha256').update(seed).digest('base64url').slice(0, 30)}9x`;
}

/** Every way in which a secret is written into an archive. */
const WRITINGS: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  percent: (secret) => [...secret].map((one) => `%${one.charCodeAt(0).toString(16)}`).join(''),
  twice: (secret) => [...secret].map((one) => `%25${one.charCodeAt(0).toString(16)}`).join(''),
  base64: (secret) => Buffer.from(`x:${secret}`).toString('base64'),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
};

/** The forms in which it could be found again. */
function formsOf(secret: string): string[] {
  const escaped = [...secret].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  return [
    ...Object.values(WRITINGS).map((write) => write(secret)),
    encodeURIComponent(secret),
    escaped,
    escaped.toUpperCase().replaceAll('\\U', '\\u'),
    // Inside a longer base64 text a secret stands at one of three offsets.
    ...[0, 1, 2].map((skip) => {
      const text = Buffer.from(`${' '.repeat(skip)}${secret}`).toString('base64');
      return text.slice(4, text.length - 4);
    }),
  ];
}

/** Everything that was planted, by the place it was planted in. */
class Garden {
  readonly secrets = new Map<string, string>();
  /** Times of its requests differ from those of other gardens: without their secrets they would be equal. */
  readonly number: number;
  private readonly name: string;

  constructor(name: string, number: number) {
    this.name = name;
    this.number = number;
  }

  plant(place: string, write: (secret: string) => string = WRITINGS.plain!): string {
    const secret = secretOf(`${this.name} ${place}`);
    this.secrets.set(`${this.name}: ${place}`, secret);
    return write(secret);
  }
}

type Json = Record<string, unknown>;

const JWT = (secret: string): string =>
  `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ sub: secret })).toString('base64url')}.${secret}`;

/** One request with a secret in every place that HAR 1.2, Chrome, Firefox and Charles know, and in some that nobody does. */
function entryOf(garden: Garden, write: (secret: string) => string, at: number): Json {
  const s = (place: string): string => garden.plant(place, write);
  const url =
    `https://user:${s('url password')}@halcyonedge.okta.example/app/activate/${s('url path')}` +
    `;jsessionid=${s('url matrix')}/home?access_token=${s('url token')}&${s('url bare')}&x=1&SAMLResponse=${s('url saml')}#id_token=${s('url fragment')}`;
  const headers = (place: string, names: readonly string[]): Json[] =>
    names.map((name) => ({ name, value: s(`${place} ${name}`) }));
  return {
    startedDateTime: `2023-10-17T13:${String(garden.number).padStart(2, '0')}:00.${String(at).padStart(3, '0')}Z`,
    time: 12.25,
    request: {
      method: 'POST',
      url,
      httpVersion: 'h2',
      headers: [
        ...headers('request', [
          'X-Api-Key',
          'X-Okta-XsrfToken',
          'X-Amz-Security-Token',
          'X-Custom',
          'If-None-Match',
        ]),
        { name: 'Authorization', value: `Bearer ${s('bearer')}` },
        { name: 'Proxy-Authorization', value: `Basic ${s('basic')}` },
        { name: 'Cookie', value: `sid=${s('cookie sid')}; ${s('cookie bare')}; theme=${s('cookie theme')}` },
        { name: 'Referer', value: `https://a.example/reset/${s('referer path')}?code=${s('referer code')}` },
        { name: ':path', value: `/x?token=${s('pseudo path')}` },
        { name: 'User-Agent', value: `Mozilla/5.0 (token=${s('user agent')})` },
        { name: 'Via', value: `1.1 ${garden.plant('via', JWT)}` },
        { name: 'name', value: s('header name'), comment: s('header comment'), _other: s('header other') },
        { value: s('value before name'), name: 'Cookie' },
        { name: 'Server', name2: 1, value: { deep: s('value object') } },
      ],
      cookies: [
        {
          name: 'sid',
          value: s('cookies value'),
          path: `/p?x=${s('cookies path')}`,
          comment: s('cookies comment'),
        },
        { name: s('cookies name'), value: '' },
      ],
      queryString: [
        { name: 'access_token', value: s('query value') },
        { name: s('query bare'), value: '' },
      ],
      postData: {
        mimeType: `multipart/form-data; boundary=${s('boundary')}`,
        text: `username=mara&password=${s('post text')}&json={"password":"${s('post json')}"}`,
        params: [
          { name: 'password', value: s('post param'), fileName: s('post file') },
          { name: s('post param bare'), value: '' },
        ],
        _content: s('post other'),
      },
      headersSize: -1,
      bodySize: 10,
      comment: s('request comment'),
    },
    response: {
      status: 200,
      statusText: 'OK',
      httpVersion: 'h2',
      headers: [
        ...headers('response', ['X-Session-Token', 'WWW-Authenticate', 'ETag', 'Link', 'Refresh']),
        {
          name: 'Set-Cookie',
          value: `sid=${s('set-cookie')}; Path=/; HttpOnly\nJSESSIONID=${s('set-cookie 2')}`,
        },
        { name: 'Location', value: `/callback?code=${s('location code')}&state=${s('location state')}` },
        { name: 'Content-Location', value: `/invite/${s('content location')}` },
        { name: 'X-Okta-Request-Id', value: `ZU8xRequest${at}` },
      ],
      cookies: [{ name: 'JSESSIONID', value: s('response cookie'), expires: s('response cookie expires') }],
      content: {
        size: 100,
        mimeType: 'application/json',
        text:
          `{"sessionToken":"${s('body json')}","key":"AKIA${secretOf('akia')
            .toUpperCase()
            .replace(/[^A-Z0-9]/g, '0')
            .slice(0, 16)}"}` +
          `<input type="hidden" name="SAMLResponse" value="${s('body html')}"> ${garden.plant('body jwt', JWT)}`,
        encoding: 'base64',
        comment: s('content comment'),
      },
      redirectURL: `https://b.example/?ticket=${s('redirect')}`,
      headersSize: -1,
      bodySize: 100,
      _error: s('error'),
      _securityDetails: { key: s('security') },
    },
    cache: { beforeRequest: { eTag: s('cache') } },
    timings: { send: 1, wait: 2, receive: 3, comment: s('timings') },
    serverIPAddress: '192.0.2.80',
    connection: s('connection'),
    pageref: s('pageref'),
    _initiator: {
      type: 'script',
      url: `https://c.example/#${s('initiator')}`,
      stack: { callFrames: [{ url: s('stack') }] },
    },
    _webSocketMessages: [{ type: 'send', data: `{"token":"${s('socket')}"}` }],
    _resourceType: s('resource type'),
    [s('key')]: s('unknown'),
  };
}

function archiveOf(garden: Garden, entries: readonly unknown[]): Json {
  const s = (place: string): string => garden.plant(place);
  return {
    log: {
      version: '1.2',
      comment: s('archive comment'),
      creator: { name: 'WebInspector', version: '537.36', comment: s('creator comment') },
      pages: [
        {
          id: s('page id'),
          title: `https://d.example/x?token=${s('page title')}`,
          startedDateTime: s('page time'),
        },
        { id: 'page_2', title: `Reset of ${s('page words')}` },
      ],
      entries,
      _after: { token: s('after') },
    },
  };
}

/** Escapes that JSON allows: every letter as \\u…, every slash escaped. */
function escaped(json: string): string {
  return json.replace(/[A-Za-z0-9]+(?=[^"]*"[,}\]\n])|\//g, (word) =>
    word === '/' ? '\\/' : [...word].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join(''),
  );
}

interface Planted {
  readonly files: Readonly<Record<string, Buffer>>;
  readonly secrets: Map<string, string>;
}

function plantEverywhere(): Planted {
  const files: Record<string, Buffer> = {};
  const secrets = new Map<string, string>();
  const garden = (name: string): Garden => {
    const made = new Garden(name, gardens.length);
    // A garden's secrets are known only when it is planted: they are collected at the end.
    gardens.push(made);
    return made;
  };
  const gardens: Garden[] = [];
  for (const [name, write] of Object.entries(WRITINGS)) {
    const g = garden(name);
    files[`${name}.har`] = Buffer.from(
      JSON.stringify(archiveOf(g, [entryOf(g, write, 1), entryOf(g, write, 2)]), null, 1),
    );
  }
  const plain = (name: string, count = 2): { garden: Garden; json: string } => {
    const g = garden(name);
    const entries = Array.from({ length: count }, (_, at) => entryOf(g, (secret) => secret, at));
    return { garden: g, json: JSON.stringify(archiveOf(g, entries)) };
  };
  files['minified.har'] = Buffer.from(plain('minified').json);
  files['escaped.har'] = Buffer.from(escaped(plain('escaped').json));
  files['packed.har.gz'] = gzipSync(plain('packed').json);
  files['wide.har'] = Buffer.from(`\ufeff${plain('wide').json}`, 'utf16le');
  files['marked.har'] = Buffer.from(`\ufeff${plain('marked').json}`);

  const whole = plain('cut').json;
  for (const part of [0.2, 0.35, 0.5, 0.65, 0.8, 0.95])
    files[`cut-${part}.har`] = Buffer.from(whole.slice(0, Math.floor(whole.length * part)));
  const broken = plain('broken', 3).json;
  files['line-break.har'] = Buffer.from(broken.replace('username=mara&', 'username=mara&\n'));
  files['line-breaks.har'] = Buffer.from(broken.replaceAll('Bearer ', 'Bearer\n'));
  files['lost-bracket.har'] = Buffer.from(broken.replace('"cookies":[', '"cookies":'));
  files['lost-quote.har'] = Buffer.from(broken.replace('"Authorization"', '"Authorization'));
  files['bad-escape.har'] = Buffer.from(broken.replaceAll('Bearer ', 'Bearer \\x'));
  files['bad-utf-8.har'] = Buffer.from(broken.replaceAll('sid=', 'sid=\u00ff'), 'latin1');
  files['twice.har'] = Buffer.from(
    broken
      .replaceAll('"name":"Authorization"', '"name":"Authorization","name":"Host"')
      .replaceAll('"url":', '"url":"/","url":'),
  );
  files['deep.har'] = Buffer.from(
    broken.replaceAll('"cache":{', `"cache":${'['.repeat(120)}${']'.repeat(120)},"_c":{`),
  );
  const lines = garden('lines');
  files['lines.ndjson'] = Buffer.from(
    [1, 2, 3].map((at) => JSON.stringify(entryOf(lines, WRITINGS.plain!, at))).join('\n') +
      `\n{"request": "${lines.plant('half')}`,
  );
  const scalars = garden('scalars');
  files['scalars.har'] = Buffer.from(
    JSON.stringify(
      archiveOf(scalars, [
        entryOf(scalars, WRITINGS.plain!, 1),
        scalars.plant('text'),
        [scalars.plant('list')],
        { [scalars.plant('no request')]: scalars.plant('no request value') },
        { request: scalars.plant('request'), startedDateTime: scalars.plant('time') },
        {
          request: {},
          startedDateTime: scalars.plant('bad time'),
          serverIPAddress: scalars.plant('bad address'),
        },
      ]),
    ),
  );
  // 17 MiB in one entry, with secrets at its start, in its middle and at its end.
  const big = garden('big');
  const long = entryOf(big, WRITINGS.plain!, 1) as { response: { content: Json } };
  long.response.content.text = `${'z'.repeat(9_000_000)}${big.plant('middle')}${'z'.repeat(9_000_000)}${big.plant('end')}`;
  files['big.har'] = Buffer.from(JSON.stringify(archiveOf(big, [long, entryOf(big, WRITINGS.plain!, 2)])));
  // So many pages that the entries begin behind the head.
  const pages = garden('pages');
  const many = archiveOf(pages, [entryOf(pages, WRITINGS.plain!, 1)]) as { log: { pages: Json[] } };
  for (let at = 0; at < 900; at++)
    many.log.pages.push({ id: `page_${at}`, title: 'https://halcyonedge.okta.example/' });
  files['pages.har'] = Buffer.from(JSON.stringify(many));
  for (const one of gardens) for (const [place, secret] of one.secrets) secrets.set(place, secret);
  return { files, secrets };
}

/** Places of the needles that a text holds. */
function foundIn(text: string, needles: ReadonlyMap<string, string>): string[] {
  // Long runs of one character hold no needle and would be searched a thousand times.
  const haystack = ['*', 'z', '\0', '\u2a2a'].reduce(
    (rest, filler) => rest.replaceAll(filler.repeat(1000), ''),
    text,
  );
  return [...needles].filter(([needle]) => haystack.includes(needle)).map(([, place]) => place);
}

function needlesOf(secrets: ReadonlyMap<string, string>): Map<string, string> {
  const needles = new Map<string, string>();
  for (const [place, secret] of secrets) for (const form of formsOf(secret)) needles.set(form, place);
  return needles;
}

/** Everything a case has, as latin1 text: its file's bytes, its raw blocks, every cell of every table, its JSONL export. */
function contentsOf(path: string, engine: Engine): Record<string, string> {
  const { rows } = engine.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 1000 });
  const jsonl = rows.map(({ row }) => {
    const detail = engine.call('events.get', { row });
    return `${JSON.stringify(eventJson(detail.event, null))}\n${JSON.stringify(detail)}`;
  });
  const info = JSON.stringify(engine.call('case.info', {}));
  engine.close();
  const store = CaseStore.open(path);
  const blocks: string[] = [];
  for (const [id] of store.files.all()) {
    const parts = [...store.raw.blocks(id)].map((block) => Buffer.from(block.bytes));
    blocks.push(Buffer.concat(parts).toString('latin1'));
    // A UTF-16 file's text is searched as text too.
    blocks.push(Buffer.concat(parts).toString('utf16le'));
  }
  store.close();
  const db = new Database(path, { readonly: true });
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  const cells: string[] = [];
  for (const table of tables)
    for (const row of db.prepare(`SELECT * FROM "${table}"`).raw().iterate() as IterableIterator<unknown[]>)
      for (const cell of row)
        if (typeof cell === 'string') cells.push(cell);
        else if (Buffer.isBuffer(cell)) cells.push(cell.toString('latin1'));
  db.close();
  return {
    file: readFileSync(path).toString('latin1'),
    raw: blocks.join('\n'),
    tables: cells.join('\n'),
    jsonl: jsonl.join('\n'),
    info,
  };
}

async function importAll(
  files: Readonly<Record<string, Buffer>>,
): Promise<{ engine: Engine; path: string; report: Awaited<ReturnType<Engine['import']>> }> {
  const folder = temporaryFolder();
  const evidence = join(folder, 'evidence');
  mkdirSync(evidence);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(evidence, name), content);
  const path = join(folder, 'case.tline');
  const engine = new Engine();
  engine.create(path);
  return { engine, path, report: await engine.import({ paths: [evidence] }) };
}

describe('secrets of a HAR', () => {
  test('stand nowhere in the case, wherever and however they were written', {
    timeout: 300_000,
  }, async () => {
    const { files, secrets } = plantEverywhere();
    const needles = needlesOf(secrets);
    // The search itself must be able to find: every file but the compressed one holds what was planted.
    for (const [name, content] of Object.entries(files))
      if (!name.endsWith('.gz') && !name.startsWith('cut-0.2'))
        expect(
          foundIn(content.toString(name === 'wide.har' ? 'utf16le' : 'latin1'), needles).length,
          name,
        ).toBeGreaterThan(20);
    expect(secrets.size).toBeGreaterThan(800);

    const { engine, path, report } = await importAll(files);
    expect(report.closed).toBe(true);
    expect(report.files.filter((file) => file.importer !== 'web:har').map((file) => file.path)).toEqual([]);
    const { checks } = engine.verify();
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    const events = engine.call('case.info', {}).events;
    expect(events).toBeGreaterThan(25);
    for (const [where, content] of Object.entries(contentsOf(path, engine)))
      expect(foundIn(content, needles), where).toEqual([]);
  });

  test('leave the record useful, in its place and of its length', async () => {
    const { files } = plantEverywhere();
    for (const name of ['minified.har', 'wide.har', 'escaped.har']) {
      const content = files[name]!;
      const { engine } = await importAll({ [name]: content });
      const { rows } = engine.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 10 });
      expect(rows).toHaveLength(2);
      const raw = engine.call('events.raw', { row: rows[0]!.row });
      const stored = Buffer.from(raw.base64, 'base64');
      expect(stored.length).toBe(raw.length);
      const text = stored.toString(name === 'wide.har' ? 'utf16le' : 'utf8');
      const record = JSON.parse(text) as { request: { url: string; method: string }; response: Json };
      expect(record.request.method).toBe('POST');
      expect(record.request.url).toMatch(/^https:\/\/\*+@halcyonedge\.okta\.example\/app\/activate\/\*+/);
      expect(record.response.status).toBe(200);
      expect(
        text.replace(/\\u00(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      ).toContain('ZU8xRequest');
      engine.close();
    }
  });

  test('are recognised again in another file of the case, and not in another case', async () => {
    const one = (cookie: string, at: string) =>
      Buffer.from(
        JSON.stringify({
          log: {
            version: '1.2',
            entries: [
              {
                startedDateTime: at,
                request: {
                  method: 'GET',
                  url: 'https://halcyonedge.okta.example/',
                  headers: [
                    { name: 'Cookie', value: `theme=1; sid=${cookie}` },
                    { name: 'Authorization', value: `SSWS ${cookie}-token` },
                  ],
                },
                response: { status: 200 },
              },
            ],
          },
        }),
      );
    const files = {
      'a.har': one('madeUp1', '2023-10-17T10:00:00.000Z'),
      'b.har': one('madeUp1', '2023-10-17T11:00:00.000Z'),
      'c.har': one('madeUp2', '2023-10-17T12:00:00.000Z'),
    };
    const sessionsOf = async (): Promise<(string | null)[][]> => {
      const { engine } = await importAll(files);
      const { rows } = engine.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 10 });
      const events = rows.map(({ row }) => engine.call('events.get', { row }).event);
      engine.close();
      return [events.map((event) => event.session), events.map((event) => event.credential)];
    };
    const [sessions, credentials] = await sessionsOf();
    for (const prints of [sessions!, credentials!]) {
      expect(prints[0]).toMatch(/^fp:[0-9a-f]{24}$/);
      expect(prints[1]).toBe(prints[0]);
      expect(prints[2]).not.toBe(prints[0]);
    }
    const [others] = await sessionsOf();
    expect(others![0]).toMatch(/^fp:/);
    expect(others![0]).not.toBe(sessions![0]);
  });
});

/** All texts in places where HAR files carry secrets, read without the importer. */
function secretsIn(har: string): Map<string, string> {
  const { log } = JSON.parse(har) as { log: { entries: Json[] } };
  const secrets = new Map<string, string>();
  for (const entry of log.entries)
    for (const side of [entry.request, entry.response] as Json[]) {
      for (const { name, value } of (side.cookies ?? []) as { name: string; value: string }[])
        if (value.length >= 8) secrets.set(`cookie ${name}`, value);
      for (const { name, value } of side.headers as { name: string; value: string }[])
        if (/cookie|authorization|token/i.test(name) && value.length >= 8)
          secrets.set(`header ${name}`, value);
      const body = (side.content as Json | undefined)?.text;
      if (typeof body === 'string' && body.length >= 20) secrets.set('body', body.slice(0, 60));
    }
  return secrets;
}

describe.each([
  ['the sample case', join(SAMPLE, 'har')],
  ['archives of real browsers', FIXTURES],
])('%s', (_, folder) => {
  test.skipIf(!existsSync(folder))('one event for each entry, and no secret in the case', async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.har'));
    expect(globSync('*.har', { cwd: folder }).length).toBeGreaterThan(1);
    const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
    const { engine, path, report } = await importAll(files);
    for (const file of report.files) {
      const har = files[file.path.split('/').at(-1)!]!.toString('utf8');
      const { log } = JSON.parse(har) as { log: { entries: unknown[] } };
      expect([file.events, file.records], file.path).toEqual([log.entries.length, log.entries.length]);
      expect(file.issues).toEqual([]);
    }
    expect(engine.verify().ok).toBe(true);
    const secrets = new Map(
      Object.values(files).flatMap((content) => [...secretsIn(content.toString('utf8'))]),
    );
    const needles = needlesOf(secrets);
    for (const [where, content] of Object.entries(contentsOf(path, engine)))
      expect(foundIn(content, needles), where).toEqual([]);
  });
});
