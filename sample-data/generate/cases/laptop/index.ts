/** One laptop's cookies and keys, used through its owner's own network. What happened: sample-data/cases/laptop/README.md. */
import { credential, identity, native, type Scenario } from '../../kit/scenario.ts';
import { attack } from './attack.ts';
import { usual } from './usual.ts';
import { ACTOR, BELMORA, book, FROM, TO } from './world.ts';

let built: Scenario | null = null;

/** Built once a process: the book is written to while it is built. */
export function laptop(): Scenario {
  built ??= build();
  return built;
}

function build(): Scenario {
  const { alert, key, ownSession } = attack(usual());
  return {
    name: 'laptop',
    about:
      'Answer key: cookies and keys of one laptop, stolen on 12 November 2024 and used through the office’s address and the company’s exit with the owner’s browser, while the owner works. Records are 1-based; header rows are not records. Only tests may open this file.',
    company: BELMORA,
    from: FROM,
    to: TO,
    records: book.records,
    seeds: [
      native(alert),
      credential(key),
      identity(ACTOR.made.email),
      native(ownSession),
      credential(ACTOR.gitToken),
    ],
  };
}
