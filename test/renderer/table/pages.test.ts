import { expect, test } from 'vitest';
import { PAGE_ROWS, PageCache } from '../../../renderer/table/pages.ts';

const TOTAL = 100_000;
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A list of numbers whose pages are answered when the test says so. */
function list() {
  const asked: number[] = [];
  const open: (() => void)[] = [];
  let changes = 0;
  const errors: unknown[] = [];
  const cache = new PageCache<number>(
    (offset, limit) => {
      asked.push(offset);
      return new Promise((resolve) => {
        open.push(() =>
          resolve({ total: TOTAL, rows: Array.from({ length: limit }, (_, index) => offset + index) }),
        );
      });
    },
    () => {
      changes += 1;
    },
    (thrown) => errors.push(thrown),
  );
  const answer = async () => {
    for (const give of open.splice(0)) give();
    await settled();
  };
  return { cache, asked, answer, errors, changes: () => changes };
}

test('only the pages in sight are asked for, and each once', async () => {
  const { cache, asked, answer } = list();
  cache.want(PAGE_ROWS - 5, PAGE_ROWS + 5);
  cache.want(PAGE_ROWS - 4, PAGE_ROWS + 6);
  await answer();
  cache.want(PAGE_ROWS - 5, PAGE_ROWS + 5);

  expect(asked).toEqual([0, PAGE_ROWS]);
  expect(cache.total).toBe(TOTAL);
  expect([cache.row(PAGE_ROWS - 1), cache.row(PAGE_ROWS), cache.row(2 * PAGE_ROWS)]).toEqual([
    PAGE_ROWS - 1,
    PAGE_ROWS,
    undefined,
  ]);
});

test('a fast scroll asks for where it stops, not for what it passed', async () => {
  const { cache, asked, answer } = list();
  for (let page = 0; page < 50; page += 1) cache.want(page * PAGE_ROWS, page * PAGE_ROWS + 10);
  await answer();
  await answer();

  expect(asked).toEqual([0, PAGE_ROWS, 49 * PAGE_ROWS]);
  expect(cache.row(49 * PAGE_ROWS)).toBe(49 * PAGE_ROWS);
});

test('memory is bounded: what was not looked at for long is let go, what is in sight is not', async () => {
  const { cache, asked, answer } = list();
  cache.want(0, 10);
  await answer();
  for (let page = 1; page < 60; page += 1) {
    cache.want(page * PAGE_ROWS, page * PAGE_ROWS + 10);
    await answer();
    cache.want(0, 10);
  }

  expect(cache.row(0)).toBe(0);
  expect(cache.row(2 * PAGE_ROWS)).toBeUndefined();
  expect(asked.filter((offset) => offset === 0)).toHaveLength(1);
});

test('a failed page is told and asked again when it is wanted again', async () => {
  let fails = true;
  const errors: unknown[] = [];
  const cache = new PageCache<string>(
    async () => {
      if (fails) throw new Error('gone');
      return { total: 1, rows: ['a'] };
    },
    () => undefined,
    (thrown) => errors.push(thrown),
  );
  cache.want(0, 1);
  await settled();
  fails = false;
  cache.want(0, 1);
  await settled();

  expect(errors).toEqual([new Error('gone')]);
  expect(cache.row(0)).toBe('a');
});

test('a row is found by what it holds, with its place in the whole list', async () => {
  const { cache, answer } = list();
  cache.want(3 * PAGE_ROWS, 3 * PAGE_ROWS + 1);
  await answer();
  expect(cache.findIndex((row) => row === 3 * PAGE_ROWS + 7)).toBe(3 * PAGE_ROWS + 7);
  expect(cache.findIndex((row) => row === 1)).toBe(-1);
});
