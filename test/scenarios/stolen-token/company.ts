/** Tessellate Labs: its people, its build farm, and the addresses and credentials of the story. */
import { at } from '../../../sample-data/generate/clock.ts';
import { type Account, company, type Member, staff } from '../../../sample-data/generate/kit/company.ts';
import type { KitRecord } from '../../../sample-data/generate/kit/record.ts';
import { program, renamed, type Workplace } from '../ordinary.ts';
import { type Door, line, type Scene } from '../scene.ts';

const DOMAIN = 'tessellate.example';
export const TESSELLATE = company(DOMAIN, '804466219735', 'eu-central-1');
export const FROM = at('2024-01-22');
export const TO = at('2024-02-26');

export const BRNO = line('198.51.100.77', 'Brno', 'Czechia', 64499, 'Tessellate Labs');
export const HOTEL = line('85.207.14.99', 'Prague', 'Czechia', 2819, 'GTS Czech');
export const WORKSTATION = line('45.66.150.31', 'Prague', 'Czechia', 198605, 'Rented Desktops s.r.o.');

export const FIRST = '94.156.35.20';
export const SECOND_LINE = '193.233.133.75';
export const THIRD = '45.66.151.8';

export const GIT: Door = { eni: 'eni-0be81d7f3c40a0001', ip: '10.60.4.11' };
export const WIKI: Door = { eni: 'eni-0be81d7f3c40a0002', ip: '10.60.4.12' };
export const FARM = ['10.60.8.21', '10.60.8.22', '10.60.8.23', '10.60.8.24'];

/** The token that somebody found; the one that the attacker makes; the one that Karel makes for the farm. */
export const STOLEN = '581204417733';
export const MINTED = '667310925518';
export const RENEWED = '702245118064';
/** Numbers of keys for ssh: the attacker's, and Karel's own. */
export const MINTED_KEY = 412;
export const OWN_KEY = 88;

export const REPOSITORIES = Array.from(
  { length: 58 },
  (_, n) =>
    `${['mesh', 'lattice', 'shader', 'billing', 'deploy'][n % 5]}-${['engine', 'service', 'tools', 'config'][n % 4]}-${n + 1}`,
);
export const PAGES = Array.from(
  { length: 50 },
  (_, n) => `${['Sprint', 'Design', 'Release', 'Hiring', 'Lab'][n % 5]} page ${n + 1}`,
);
export const SECRET_PAGES = Array.from(
  { length: 22 },
  (_, n) => `${['Servers', 'Customer keys', 'Signing', 'VPN'][n % 4]} page ${n + 1}`,
);

export const WORK: Workplace = {
  products: ['bitbucket', 'confluence'],
  apps: null,
  issues: [],
  pages: PAGES,
  repositories: REPOSITORIES,
  deeds: 7,
};

export type Cast = ReturnType<typeof castOf>;

export function castOf({ book }: Scene) {
  const random = book.stream('people');
  const crowd = staff(random, {
    count: 14,
    offices: [{ address: BRNO, offset: 1 }],
    email: (first, last) => `${first}.${last}@${DOMAIN}`,
    login: (first, last) => `${last}.${first.slice(0, 1)}`,
  });
  const named = (index: number, name: string, login: string): Member =>
    renamed(crowd[index]!, name, `${login}@${DOMAIN}`, login);
  const karel = named(0, 'Karel Dvořák', 'dvorak.k');
  const petra = named(1, 'Petra Nováková', 'novakova.p');
  const contractor = {
    ...named(2, 'Tomáš Růžička', 'ruzicka.t-ext'),
    office: WORKSTATION,
    home: WORKSTATION,
  };
  const admin = named(3, 'Žofie Malá', 'mala.z');
  return {
    people: [karel, petra, contractor, admin, ...crowd.slice(4)],
    karel,
    petra,
    contractor,
    admin,
    build: program(random, 'max.power', DOMAIN, 700, 'Max Power'),
  };
}

/** One git operation as the access log writes it. */
export function git(
  scene: Scene,
  who: Account,
  from: string,
  time: number,
  repository: string,
  key: { readonly token: string } | { readonly ssh: number },
  verb: 'clone' | 'fetch' | 'push' = 'clone',
): KitRecord {
  const bytes = verb === 'push' ? scene.random.int(100, 900) : scene.random.int(90_000, 40_000_000);
  const service = verb === 'push' ? 'git-receive-pack' : 'git-upload-pack';
  const common = { time, login: who.login, from, bytes, session: null };
  return 'ssh' in key
    ? scene.book.access({
        ...common,
        protocol: 'ssh',
        action: `SSH - ${service} '/lab/${repository}.git'`,
        userAgent: '',
        labels: [verb, `ssh:id:${key.ssh}`],
      })
    : scene.book.access({
        ...common,
        protocol: 'https',
        action: `POST /scm/lab/${repository}.git/${service} HTTP/1.1`,
        userAgent: 'git/2.43.0',
        labels: [`access-token:id:${key.token}`, verb, 'protocol:2'],
      });
}

/** A request of the REST API with a token. */
export function rest(
  scene: Scene,
  who: Account,
  from: string,
  time: number,
  request: string,
  token: string,
  status = 200,
): KitRecord {
  return scene.book.access({
    time,
    login: who.login,
    from,
    protocol: 'https',
    action: `${request} HTTP/1.1`,
    userAgent: 'curl/8.5.0',
    status,
    labels: [`access-token:id:${token}`],
    session: null,
  });
}

/** A token that is no more: nobody's request in the access log, a refused sign-in of its owner in the audit log. */
export function refusedToken(
  scene: Scene,
  who: Account,
  from: string,
  time: number,
  repository: string,
): void {
  scene.book.access({
    time,
    login: '-',
    from,
    protocol: 'https',
    action: `GET /scm/lab/${repository}.git/info/refs?service=git-upload-pack HTTP/1.1`,
    userAgent: 'git/2.43.0',
    status: 401,
    bytes: 0,
    session: null,
  });
  scene.refused(
    'bitbucket',
    who,
    from,
    time + 3,
    'Authentication failed because the provided credentials are incorrect',
  );
}

/** Tokens and keys in the audit log: `by` makes or deletes one of `owner`. */
export function tokenRecord(
  scene: Scene,
  verb: 'created' | 'deleted',
  by: Account,
  owner: Account,
  from: string,
  time: number,
  id: string,
  name: string,
): KitRecord {
  return scene.audit(by, from, time, `bitbucket.access.tokens.audit.action.accesstoken${verb}.personal`, {
    affected: [scene.user(owner, 'bitbucket')],
    extra: {
      'bitbucket.access.tokens.audit.attribute.accesstoken.id': id,
      'bitbucket.access.tokens.audit.attribute.accesstoken.name': name,
      'bitbucket.audit.attribute.legacy.details': JSON.stringify({
        id,
        tokenOwner: { id: Number(owner.gitId), name: owner.login },
        name,
        permissions: ['REPO_READ'],
      }),
    },
  });
}

export function keyRecord(
  scene: Scene,
  verb: 'created' | 'deleted',
  by: Account,
  owner: Account,
  from: string,
  time: number,
  id: number,
  label: string,
): KitRecord {
  return scene.audit(by, from, time, `bitbucket.ssh.audit.action.sshkey${verb}`, {
    affected: [scene.user(owner, 'bitbucket')],
    extra: {
      'bitbucket.ssh.audit.attr.sshkey.id': String(id),
      'bitbucket.ssh.audit.attr.sshkey.label': label,
      'bitbucket.audit.attribute.legacy.details': JSON.stringify({
        id,
        label,
        user: { id: Number(owner.gitId), name: owner.login },
      }),
    },
  });
}
