import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type GzipProblem, gunzip } from '../../../electron/engine/ingest/gunzip.ts';

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpack(bytes: Buffer, size = 7): Promise<{ text: string; problem: GzipProblem | null }> {
  const parts: Buffer[] = [];
  const generator = gunzip(chunksOf(bytes, size));
  for (;;) {
    const step = await generator.next();
    if (step.done) return { text: Buffer.concat(parts).toString(), problem: step.value };
    parts.push(step.value);
  }
}

const LINES = Array.from({ length: 400 }, (_, i) => `{"n":${i},"text":"${'abcdefgh'.repeat(i % 5)}"}`).join(
  '\n',
);

describe('gunzip', () => {
  test('one member, whatever the chunks', async () => {
    for (const size of [1, 100, 65_536]) {
      expect(await unpack(gzipSync(LINES), size)).toEqual({ text: LINES, problem: null });
    }
  });

  test('members one after the other, also with zeros between and after them', async () => {
    const joined = Buffer.concat([
      gzipSync('one\n'),
      Buffer.alloc(700),
      gzipSync('two\n'),
      gzipSync('three\n'),
      Buffer.alloc(3),
    ]);
    expect(await unpack(joined)).toEqual({ text: 'one\ntwo\nthree\n', problem: null });
  });

  test('a header with a name, a comment and extra bytes', async () => {
    const plain = gzipSync('x\n');
    const header = Buffer.from([0x1f, 0x8b, 8, 4 | 8 | 16, 0, 0, 0, 0, 0, 3]);
    const extras = Buffer.concat([
      Buffer.from([2, 0, 9, 9]),
      Buffer.from('name.log\0'),
      Buffer.from('why\0'),
    ]);
    expect(await unpack(Buffer.concat([header, extras, plain.subarray(10)]))).toEqual({
      text: 'x\n',
      problem: null,
    });
  });

  test('every truncation point is told, and what came before it is kept', async () => {
    const whole = gzipSync(LINES);
    let kept = 0;
    for (let length = 3; length < whole.length; length += 5) {
      const { text, problem } = await unpack(whole.subarray(0, length), 64);
      expect(problem?.code, `at ${length}`).toBe('gzip.truncated');
      expect(LINES.startsWith(text)).toBe(true);
      kept = Math.max(kept, text.length);
    }
    expect(kept).toBeGreaterThan(LINES.length * 0.9);
  });

  test('a wrong checksum is told after everything was delivered', async () => {
    const broken = gzipSync(LINES);
    broken[broken.length - 6]! ^= 1;
    const { text, problem } = await unpack(broken);
    expect(text).toBe(LINES);
    expect(problem?.code).toBe('gzip.corrupt');
  });

  test('damage in the middle is told', async () => {
    const broken = gzipSync(LINES);
    broken.fill(0xff, 200, 240);
    expect((await unpack(broken)).problem?.code).toMatch(/^gzip\.(corrupt|truncated)$/);
  });

  test('text behind the last member is told', async () => {
    const { text, problem } = await unpack(Buffer.concat([gzipSync('a\n'), Buffer.from('plain text')]));
    expect(text).toBe('a\n');
    expect(problem?.code).toBe('gzip.trailing');
  });

  test('a bomb stops early', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    let bytes = 0;
    const generator = gunzip(chunksOf(bomb, 65_536));
    for (;;) {
      const step = await generator.next();
      if (step.done) {
        expect(step.value?.code).toBe('gzip.limit');
        break;
      }
      bytes += step.value.length;
    }
    expect(bytes).toBeLessThan(80_000_000);
  });
});
