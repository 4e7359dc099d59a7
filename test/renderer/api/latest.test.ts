import { expect, test } from 'vitest';
import { Latest } from '../../../renderer/api/latest.ts';

/** A question whose answer the test gives by hand. */
function question<T>() {
  let answer!: (value: T) => void;
  let refuse!: (thrown: unknown) => void;
  const promise = new Promise<T>((resolve, reject) => {
    answer = resolve;
    refuse = reject;
  });
  return { ask: () => promise, answer, refuse };
}

function listener() {
  const results: string[] = [];
  const errors: unknown[] = [];
  let idle = 0;
  const latest = new Latest<string>(
    (result) => results.push(result),
    (thrown) => errors.push(thrown),
    () => {
      idle += 1;
    },
  );
  return { latest, results, errors, idle: () => idle };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('what was asked for in between is never sent', async () => {
  const { latest, results, idle } = listener();
  const first = question<string>();
  const sent: string[] = [];
  latest.ask(first.ask);
  for (const name of ['second', 'third', 'fourth']) {
    latest.ask(async () => {
      sent.push(name);
      return name;
    });
  }
  first.answer('first');
  await settled();

  expect(sent).toEqual(['fourth']);
  expect(results).toEqual(['first', 'fourth']);
  expect(idle()).toBe(1);
});

test('the failure of an outdated question is not shown; that of the newest is', async () => {
  const { latest, results, errors } = listener();
  const old = question<string>();
  const fresh = question<string>();
  latest.ask(old.ask);
  latest.ask(fresh.ask);
  old.refuse(new Error('old'));
  await settled();
  expect(errors).toEqual([]);
  fresh.refuse(new Error('fresh'));
  await settled();

  expect(errors).toEqual([new Error('fresh')]);
  expect(results).toEqual([]);
});

test('nothing is heard after a stop', async () => {
  const { latest, results, errors, idle } = listener();
  const open = question<string>();
  latest.ask(open.ask);
  latest.stop();
  open.answer('late');
  await settled();

  expect([results, errors, idle()]).toEqual([[], [], 0]);
});
