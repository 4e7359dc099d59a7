/** An employee who works in other names in the evening. What happened: sample-data/cases/insider/README.md. */
import { memberCells } from '../../kit/background.ts';
import { credential, csv, identity, native, type Scenario } from '../../kit/scenario.ts';
import { attack } from './attack.ts';
import { usual } from './usual.ts';
import { API_TOKEN, book, CASTELLANE, FROM, MADE, PEOPLE, TO } from './world.ts';

let built: Scenario | null = null;

/** Built once a process: the book is written to while it is built. */
export function insider(): Scenario {
  built ??= build();
  return built;
}

function build(): Scenario {
  usual();
  const { alert, inHerName, key } = attack();
  const columns = {
    'Staff number': 'employee_id',
    Name: 'display_name',
    'E-mail': 'email',
    Username: 'login',
    Department: 'team',
  };
  const rows = PEOPLE.map((who) => Object.values(columns).map((name) => memberCells(who)[name]!));
  return {
    name: 'insider',
    about:
      'Answer key: an employee who, on some evenings and one noon of February 2025, works in other names from the office and the company’s exit. His ordinary work has no label. Records are 1-based; header rows are not records. Only tests may open this file.',
    company: CASTELLANE,
    from: FROM,
    to: TO,
    records: book.records,
    seeds: [native(alert), identity(MADE.email), credential(key), native(inHerName), credential(API_TOKEN)],
    tables: new Map([['staff.csv', csv([Object.keys(columns), ...rows])]]),
  };
}
