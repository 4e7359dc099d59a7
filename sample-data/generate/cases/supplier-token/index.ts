/** A supplier's integration token leaks at the supplier. What happened: sample-data/cases/supplier-token/README.md. */
import { memberCells } from '../../kit/background.ts';
import { credential, csv, identity, ip, native, type Scenario } from '../../kit/scenario.ts';
import { attack } from './attack.ts';
import { usual } from './usual.ts';
import { ACTOR, book, FROM, NORRVIK, PEOPLE, RENTED, TO } from './world.ts';

let built: Scenario | null = null;

/** Built once a process: the book is written to while it is built. */
export function supplierToken(): Scenario {
  built ??= build();
  return built;
}

function build(): Scenario {
  usual();
  const { alert, key } = attack();
  const columns = ['employee_id', 'display_name', 'email', 'login', 'title', 'team'];
  const roster = [columns, ...PEOPLE.map((who) => columns.map((name) => memberCells(who)[name]!))];
  return {
    name: 'supplier-token',
    about:
      'Answer key: a supplier’s API token, used by the supplier throughout and by an actor from 13 September 2024. Records are 1-based; header rows are not records. Only tests may open this file.',
    company: NORRVIK,
    from: FROM,
    to: TO,
    records: book.records,
    seeds: [native(alert), identity(ACTOR.made.email), credential(key), ip(RENTED.second.ip)],
    tables: new Map([['people.csv', csv(roster)]]),
  };
}
