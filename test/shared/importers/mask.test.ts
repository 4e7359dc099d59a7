/** What is kept of a HAR's text, what is overwritten, and that neither lengths nor JSON suffer from it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressRule,
  cookieRule,
  isPlainName,
  looksRandom,
  masked,
  tidy,
} from '../../../shared/importers/kit/secrets.ts';
import { widenMasked } from '../../../shared/importers/kit/utf16.ts';
import { headerRule, maskHar } from '../../../shared/importers/sources/har-mask.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
const record = (text: string) => decode(maskHar(encode(text), 'record'));

describe('addresses', () => {
  it.each([
    'https://halcyonedge.okta.example/app/UserHome',
    'https://halcyonedge.okta.example:8443/api/v1/sessions/me/lifecycle/refresh',
    'https://halcyonedge.okta.example/api/v1/users/00u7mara000000000001/factors',
    'https://wiki.halcyonedge.example/display/OPS/Page-Title-2023-Q4',
    'https://wiki.halcyonedge.example/pages/6f0e1c2a-0000-4000-8000-000000000001',
    'https://cdn.halcyonedge.example/assets/main.3f4a5b6c7d8e9f00.js',
    'https://192.0.2.80/rest/api/2/issue/OPS-1234',
    'https://[2001:db8::10]/',
    '/login/login.htm',
    'about:',
    '',
  ])('%s is kept', (address) => expect(masked(address, addressRule)).toBe(address));

  it.each([
    ['https://a.example/x?code=abc&state=&flag', 'https://a.example/x?code=***&***&***'],
    ['https://a.example/x?a=1;b=2#frag', 'https://a.example/x?a=***;b=***#***'],
    ['https://me:pass@a.example/', 'https://***@a.example/'],
    ['https://a.example/activate/aBc-12', 'https://a.example/activate/***'],
    ['https://a.example/reset%5Fpassword/short', 'https://a.example/reset%5Fpassword/***'],
    ['https://a.example/x;jsessionid=0A1B/y', 'https://a.example/x;jsessionid=***/y'],
    ['https://a.example/d/Zx8Kq2Lm9Pw4Rt7Yv1Nb', 'https://a.example/d/***'],
    ['https://a.example/d/0123456789abcdef0123', 'https://a.example/d/***'],
    ['https://a.example/d/JBSWY3DPEHPK3PXP', 'https://a.example/d/***'],
    ['https://a.example/d/%65yJhbGciOiJub25lIn0', 'https://a.example/d/***'],
    ['https://a.example/d/a%253Fcode%253Dsecret', 'https://a.example/d/***'],
    ['https://a.example/d/AKIAXMADEUPKEY000001', 'https://a.example/d/***'],
    ['data:text/plain,secret', 'data:***'],
    ['javascript:alert(1)', 'javascript:***'],
    ['https://a.example/ x', '***'],
  ])('%s becomes %s', (address, kept) => expect(masked(address, addressRule, '***')).toBe(kept));
});

describe('texts', () => {
  it.each([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8',
    'max-age=31536000; includeSubDomains',
    'Tue, 30 May 2017 15:18:24 GMT',
    'Mozilla/5.0 (compatible; Bot/2.1; +https://bot.example/about.html)',
  ])('%s is kept', (text) => expect(masked(text, tidy)).toBe(text));

  it.each([
    'Agent eyJhbGciOiJub25lIn0.e30.',
    'x ASIAXMADEUPKEY000001 y',
    'Bearer abc',
    'password=hunter2',
    '"api_key": "abc"',
    'see https://a.example/?token=abc',
    'ghp_0123456789abcdefghij0123',
    'xoxb-1234-abcd',
  ])('%s is not', (text) => expect(masked(text, tidy)).toContain('***'));

  it('of cookies keep the names', () => {
    expect(masked('sid=a; DT=b; lone; empty=', cookieRule, '*')).toBe('sid=*;* DT=*;*;*'.replace(';*', ';'));
  });

  it('of unknown headers are nothing', () => {
    expect(masked('abc', headerRule('X-Custom-Token'))).toBe('***');
    expect(masked('abc', headerRule('authorization'))).toBe('***');
    expect(masked('gzip', headerRule('Accept-Encoding'))).toBe('gzip');
    expect(masked('ZU8xReq@1', headerRule('X-OKTA-REQUEST-ID'))).toBe('ZU8xReq@1');
  });
});

describe('words', () => {
  it.each([
    'getUserAccountDetails',
    'reset-password',
    'release-notes-2023-q4-v2',
    'XMLHttpRequest',
    '12345678901234567890',
  ])('%s looks like a name', (word) => expect(looksRandom(word)).toBe(false));
  it.each([
    'Nah9m3bAZ4djxbCzldtmjlsZ',
    '00BlN4kOtm7wNxuM8nuXsOK1PFXBkvvTH-buJUrgWX',
    'd41d8cd98f00b204e9800998ecf8427e',
  ])('%s looks like a token', (word) => expect(looksRandom(word)).toBe(true));
  it('names of cookies are plain', () => {
    expect(['sid', 'JSESSIONID', 'cloud.session.token', 'X-Amz-Credential'].every(isPlainName)).toBe(true);
    expect(['eyJhbGciOiJub25lIn0', 'a b', '{"password":"x', ''].some(isPlainName)).toBe(false);
  });
});

describe('raw JSON', () => {
  it('keeps what is listed and overwrites the rest, keys too', () => {
    expect(
      record(
        '{"time":12.5,"_new":{"token":"abc","n":-123,"ok":true,"no":null},"request":{"method":"GET","body":[1,"x"]}}',
      ),
    ).toBe(
      '{"time":12.5,"****":{"*****":"***","*":0   ,"**":true,"**":null},"request":{"method":"GET","****":[0,"*"]}}',
    );
  });

  it('finds a secret behind escapes, and writes over the whole of them', () => {
    expect(record('{"request":{"url":"https:\\/\\/a.example\\/?c\\u003dabc\\u0026d=\\ud83d\\ude00"}}')).toBe(
      '{"request":{"url":"https:\\/\\/a.example\\/?c\\u003d***\\u0026d=************"}}',
    );
    expect(record('{"r\\u0065quest":{"url":"https://a.example/\\u0065yJhbGciOiJub25lIn0"}}')).toBe(
      `{"r\\u0065quest":{"url":"https://a.example/${'*'.repeat(24)}"}}`,
    );
  });

  it('judges a header by its name, whatever the order, and trusts no name that stands there twice', () => {
    const header = (text: string) => record(`{"request":{"headers":[${text}]}}`).slice(23, -3);
    expect(header('{"name":"Host","value":"a.example"}')).toContain('a.example');
    expect(header('{"value":"a.example","name":"Host"}')).toContain('a.example');
    expect(header('{"value":"secret","name":"Authorization"}')).toContain('******');
    for (const twice of [
      '{"name":"Host","name":"Cookie","value":"secret"}',
      '{"name":"Cookie","n\\u0061me":"Host","value":"secret"}',
      '{"name":"Host","value":"a.example","value":"secret"}',
      '{"name":7,"value":"secret"}',
      '{"value":"secret"}',
    ])
      expect(header(twice)).not.toContain('secret');
  });

  it('does not swallow the start of a secret with a broken character', () => {
    const bytes = encode('{"request":{"url":"https://a.example/xeyJhbGciOiJub25lIn0"}}');
    bytes[bytes.indexOf(0x78, 34)] = 0xf0;
    expect(decode(maskHar(bytes, 'record'))).not.toContain('hbGci');
  });

  it('stays within what is whole where it was cut off', () => {
    const cut = decode(
      maskHar(encode('{"request":{"method":"POST","url":"https://a.example/?co'), 'damaged'),
    );
    expect(cut).toBe(`{"request":{"method":"POST","url":"${'*'.repeat(21)}`);
  });

  it('keeps of broken text only what is harmless', () => {
    const text =
      '{"startedDateTime":"2023-10-17T10:00:00Z" "password":"secret","status":200,"x":123456,"url":"https://a.example/?a=b"';
    expect(decode(maskHar(encode(text), 'damaged'))).toBe(
      '{"startedDateTime":"2023-10-17T10:00:00Z" "********":"******","status":200,"*":******,"url":"https://a.example/?a=*"',
    );
  });
});

const KINDS = ['record', 'separator', 'header', 'damaged'] as const;

it('holds its length for any bytes', () => {
  const sample = encode(
    '{"startedDateTime":"2023-10-17T10:00:00Z","request":{"url":"https://a.example/?a=\\u0041","headers":[{"name":"Cookie","value":"sid=ä"}],"postData":{"text":"x"}},"response":{"status":200,"content":{"text":"y"}}}',
  );
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat({ max: 12 }),
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom(...KINDS),
      (at, drop, put, kind) => {
        const from = at % sample.length;
        const bytes = new Uint8Array([...sample.slice(0, from), ...put, ...sample.slice(from + drop)]);
        const before = bytes.slice();
        expect(maskHar(bytes, kind).length).toBe(bytes.length);
        expect(bytes).toEqual(before);
      },
    ),
    { numRuns: 3000 },
  );
});

it('leaves JSON that is JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(() => JSON.parse(new TextDecoder().decode(maskHar(encode(text), 'record')))).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});

it('has as many units in UTF-16 as the text had', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('utf-16le', 'utf-16be'), (text, wide) => {
      const utf8 = encode(JSON.stringify({ a: text }));
      const stored = widenMasked(utf8, maskHar(utf8, 'record'), wide);
      expect(stored.length).toBe(JSON.stringify({ a: text }).length * 2);
      expect(widenMasked(utf8, utf8, wide).length).toBe(stored.length);
    }),
  );
});
