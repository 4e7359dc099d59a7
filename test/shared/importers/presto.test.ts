import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePresto } from '../../../shared/importers/kit/presto.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

const plain = (text: string) => JSON.parse(JSON.stringify(parsePresto(text).value)) as unknown;
const whole = (text: string) => parsePresto(text).whole;

describe('structs, maps and lists as Athena and CloudTrail Lake write them', () => {
  it.each([
    ['{}', {}],
    ['[]', []],
    ['{type=IAMUser, username=mara}', { type: 'IAMUser', username: 'mara' }],
    ['{accesskeyid=, username=null}', { accesskeyid: '', username: null }],
    [
      '{type=AssumedRole, sessioncontext={attributes={mfaauthenticated=false}, sessionissuer=null}, invokedby=null}',
      {
        type: 'AssumedRole',
        sessioncontext: { attributes: { mfaauthenticated: 'false' }, sessionissuer: null },
        invokedby: null,
      },
    ],
    [
      '[{arn=a, type=b}, {arn=c, type=null}]',
      [
        { arn: 'a', type: 'b' },
        { arn: 'c', type: null },
      ],
    ],
    ['[one, two, null]', ['one', 'two', null]],
    ['{names=[a, b], last=c}', { names: ['a', 'b'], last: 'c' }],
    ['{name=Lindqvist, Mara, age=3}', { name: 'Lindqvist, Mara', age: '3' }],
    ['{session=a,b=c, role=x}', { session: 'a,b=c', role: 'x' }],
    ['{arn=arn:aws:iam::1:role/a=b, k=v}', { arn: 'arn:aws:iam::1:role/a=b', k: 'v' }],
    [
      '{policy={"Statement":[{"Action":"a, b=c}"}]}, name=x}',
      { policy: { Statement: [{ Action: 'a, b=c}' }] }, name: 'x' },
    ],
    ['{list=["a, b", "c"], x=1}', { list: ['a, b', 'c'], x: '1' }],
    ['{a={"no json}, b=c}', { a: {}, b: 'c' }],
    ['{"json": [1, null]}', { json: [1, null] }],
  ])('reads %s', (text, value) => {
    expect(plain(text)).toEqual(value);
  });

  it.each([
    [
      '{type=Root, sessioncontext={attributes={mfa=false}',
      { type: 'Root', sessioncontext: { attributes: { mfa: 'false' } } },
    ],
    ['{type=Root, arn=arn:aws:ia', { type: 'Root', arn: 'arn:aws:ia' }],
    ['[{a=b}, {c=', [{ a: 'b' }, { c: '' }]],
    ['{a=b} and more', { a: 'b' }],
    ['{]=b}', {}],
  ])('reads what is there of %s and says that it is not whole', (text, value) => {
    expect(plain(text)).toEqual(value);
    expect(whole(text)).toBe(false);
  });

  it('says that whole ones are whole', () => {
    expect(whole('{a={b=[c, {d=e}]}, f=null}')).toBe(true);
    expect(whole('null')).toBe(true);
  });

  it('answers null for what is none', () => {
    expect(parsePresto('AssumedRole')).toEqual({ value: null, whole: false });
    expect(parsePresto('')).toEqual({ value: null, whole: true });
  });

  it('keeps __proto__ as a key like any other', () => {
    const { value } = parsePresto('{__proto__={admin=true}, constructor=x}');
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('never throws, whatever it is given', () => {
    const text = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', '=', ',', ' ', '"', 'a', '\\', ':', '\n'),
    });
    fc.assert(
      fc.property(text, (inside) => {
        parsePresto(inside);
        parsePresto(`{${inside}`);
        parsePresto(`[${inside}`);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['brackets', '{a='.repeat(200_000)],
    ['JSON that never closes', `{${'a={"x, '.repeat(100_000)}`],
    ['JSON that is none', `{${'a={"x"}, '.repeat(100_000)}}`],
    ['commas', `{a=${', b'.repeat(300_000)}}`],
    ['closing brackets', `{${'}'.repeat(300_000)}`],
    ['words', `{a=, ${'b'.repeat(500_000)}`],
  ])('stays linear on %s', (_, text) => {
    expectNoBlowUp(() => parsePresto(text));
  });
});
