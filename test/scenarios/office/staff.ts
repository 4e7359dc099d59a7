/** The people of a company, with the names that each system knows them by. */
import type { Address } from '../../../sample-data/generate/addresses.ts';
import { type Account, accountOf } from '../../../sample-data/generate/kit/company.ts';
import { homeLine } from '../../../sample-data/generate/kit/places.ts';
import type { Rng } from '../../../sample-data/generate/rng.ts';

export interface Person extends Account {
  readonly agent: string;
  /** Okta's hash of the device token. */
  readonly device: string;
  readonly home: Address;
}

export interface Naming {
  readonly email: (first: string, last: string) => string;
  readonly login: (first: string, last: string, number: number) => string;
  readonly agents: readonly string[];
}

const FIRST =
  'Adele Agnes Aled Alma Anders Anouk Arjun Astrid Bashir Beth Bram Brigid Callum Carys Cedric Chiara Clive Dagmar Dilip Doris Edith Efua Elke Emrys Enid Farid Flora Freya Gerda Gwen Hamish Hanif Heidi Hilda Idris Imre Ingrid Iona Jarek Joan Jude Kamal Karin Kester Lena Lloyd Lorna Magda Malik Marta Mervyn Mildred Nadim Nell Nerys Odile Olaf Orla Percy Pia Piotr Quentin Rhona Roger Rolf Sabine Saskia Selma Sunil Tilda Tobias Una Vera Viktor Wanda Wilf Xenia Yvonne Zainab Zdenek'.split(
    ' ',
  );
const LAST =
  'Abney Aldous Amberg Arkell Baines Barlow Bergstrom Birch Blythe Bowen Brandl Brock Cairns Calder Carrick Chowdhury Clegg Corrigan Crewe Dacre Daly Denholm Dobson Draper Eccles Elphick Farrell Fenn Finch Fairley Garrick Gilroy Glover Grange Greaves Haddow Hallam Harker Haig Hobbs Holt Ingram Jarvis Jessop Keane Kirkby Lacey Lambert Langley Lister Lomax Maddison Marsh Mercer Milne Moss Naylor Nash Ogden Oakes Paget Parr Peel Penrose Pike Quill Radley Ransom Rook Sharpe Shaw Skelton Sorrell Stroud Tait Thorne Tully Underhill Vance Wardle Whitlock Wray Yardley'.split(
    ' ',
  );

export class Staff {
  readonly all: Person[] = [];
  private readonly random: Rng;
  private readonly naming: Naming;
  private next = 100;

  constructor(random: Rng, naming: Naming) {
    this.random = random;
    this.naming = naming;
  }

  /** Somebody of the story; `all` holds him too unless he is kept `apart` (a program, an account that is made later). */
  person(first: string, last: string, over: Partial<Person> = {}, apart = false): Person {
    const { random, naming } = this;
    const number = this.next++;
    const name = last === '' ? first : `${first} ${last}`;
    const email = naming.email(first.toLowerCase(), last.toLowerCase());
    const login = naming.login(first.toLowerCase(), last.toLowerCase(), number);
    const one: Person = {
      ...accountOf(random, name, email, login, number),
      agent: random.pick(naming.agents),
      device: random.hex(64),
      home: homeLine(random),
      ...over,
    };
    if (!apart) this.all.push(one);
    return one;
  }

  /** People until there are `count`; nobody has a login or name twice. */
  fill(count: number): void {
    const logins = new Set(this.all.map(({ login }) => login));
    while (this.all.length < count) {
      const first = this.random.pick(FIRST);
      const last = this.random.pick(LAST);
      const login = this.naming.login(first.toLowerCase(), last.toLowerCase(), this.next);
      const email = this.naming.email(first.toLowerCase(), last.toLowerCase());
      if (logins.has(login) || this.all.some((one) => one.email === email)) continue;
      logins.add(login);
      this.person(first, last);
    }
  }
}
