import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reindentJson } from '../../../renderer/details/reindent.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

test('JSON is laid out as JSON.stringify does it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
      const text = JSON.stringify(value);
      expect(reindentJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
    }),
  );
});

test('what parsing would lose is kept: big numbers, repeated keys, escapes, order', () => {
  const text = '{"id":12345678901234567890,"2":1,"1":1.50,"a":"\\u0041\\/","a":2}';
  expect(reindentJson(text)).toBe(
    [
      '{',
      '  "id": 12345678901234567890,',
      '  "2": 1,',
      '  "1": 1.50,',
      '  "a": "\\u0041\\/",',
      '  "a": 2',
      '}',
    ].join('\n'),
  );
});

test('no character of a string is touched, no character but white space is lost', () => {
  const text = '{ "a" : "x , { y } \\" :", "b" : [ ] }';
  const out = reindentJson(text) ?? '';
  expect(out).toContain('"x , { y } \\" :"');
  expect(JSON.parse(out)).toEqual(JSON.parse(text));
});

test('what is no JSON is left to be shown as it is', () => {
  expect(reindentJson('2 481516234210 eni-0a 10.0.0.1 ACCEPT OK')).toBeNull();
  expect(reindentJson('{"cut": "in the mid')).toBeNull();
  expect(reindentJson('}{')).toBeNull();
  expect(reindentJson('')).toBeNull();
});

test('a record of a quarter of a million characters is laid out in one pass', () => {
  const text = JSON.stringify({ list: Array.from({ length: 20_000 }, (_, index) => ({ index })) });
  expectNoBlowUp(() => reindentJson(text));
});
