import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventStreamParser } from '../../../renderer/api/event-stream.ts';

function parse(chunks: readonly string[]): string[] {
  const heard: string[] = [];
  const feed = eventStreamParser((data) => heard.push(data));
  for (const chunk of chunks) feed(chunk);
  return heard;
}

test('comments and other fields are passed over; data lines are joined', () => {
  expect(parse([': open\n\nevent: x\ndata: a\ndata:b\n\ndata: c\n\n'])).toEqual(['a\nb', 'c']);
});

test('an unfinished message is not heard', () => {
  expect(parse(['data: a\n\ndata: b\n'])).toEqual(['a']);
});

test('the cuts between chunks change nothing, whatever ends the lines', () => {
  const messages = fc.array(
    fc.string({ minLength: 1 }).map((text) => JSON.stringify(text)),
    { maxLength: 5 },
  );
  const ends = fc.constantFrom('\n', '\r\n', '\r');
  const cuts = fc.array(fc.nat(200), { maxLength: 12 });
  fc.assert(
    fc.property(messages, ends, cuts, (data, end, at) => {
      // A lone carriage return at the very end waits for its pair: a comment after it ends the line.
      const text = `${data.map((line) => `data: ${line}${end}${end}`).join('')}: alive\n`;
      const places = [0, ...at.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
      const chunks = places.slice(1).map((place, index) => text.slice(places[index], place));
      expect(parse(chunks)).toEqual(data);
    }),
  );
});
