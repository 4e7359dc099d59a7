import { describe, expect, it } from 'vitest';
import { readText } from '../../support/read-text.ts';

const people = (text: string) =>
  readText(text).facts.map((fact) =>
    fact.kind === 'person'
      ? { names: fact.aliases.map(({ kind, value }) => `${kind} ${value}`), ...fact }
      : null,
  );

describe('a roster', () => {
  it.each([
    'login,email',
    'User Name;E-Mail Address',
    'samAccountName\tmail',
    'account id,display name',
    'Employee ID,First Name,Surname',
    'okta_id,name,department',
    '"user_id","full-name","email"',
  ])('is recognised by its header: %s', (header) => {
    const cells = header.replace(/[^,;\t]+/g, 'x');
    expect(readText(`${header}\n${cells}\n`).detection).toMatch(/^list:people: /);
  });

  it.each([
    'time,user,email,action',
    'timestamp,user name,name',
    'user,email,ip address',
    'login,department',
    'event name,user name,email',
    'sku,name,price',
  ])('is no log and no other table: %s', (header) => {
    const cells = header.replace(/[^,]+/g, 'x');
    expect(readText(`${header}\n${cells}\n`).detection).not.toMatch(/^list:/);
  });

  it('gives names, class and every column as written', () => {
    const [helena, deploy, kai] = people(
      'Login,E-mail,Full Name,Class,Okta ID,Account ID,Office\n' +
        'HBrandao,HBrandao@Halcyonedge.example,Helena Brandão,Employee,00udlydLSBrGfRuFwvbY,JIRAUSER10404,=Lisbon\n' +
        'svc-deploy,-,,service account,n/a,481516234210,\n' +
        'Kai Vendor,k.vendor@halcyonedge.example,,intern?,,,\n',
    );
    expect(helena).toMatchObject({
      names: [
        'email hbrandao@halcyonedge.example',
        'okta-id 00udlydLSBrGfRuFwvbY',
        'login hbrandao',
        'atlassian-id JIRAUSER10404',
        'display Helena Brandão',
      ],
      display: 'Helena Brandão',
      type: 'human',
    });
    expect(helena!.columns.at(-1)).toEqual(['Office', '=Lisbon']);
    expect(deploy).toMatchObject({ names: ['login svc-deploy'], display: null, type: 'service' });
    expect(kai).toMatchObject({
      names: ['email k.vendor@halcyonedge.example', 'display Kai Vendor'],
      display: 'Kai Vendor',
      type: null,
    });
  });
});

describe('a rotation list', () => {
  it('reads what was exposed and when it was rotated; empty is never', () => {
    const { facts, issues } = readText(
      'Token ID,Account Owner,Application,Compromised,Last Rotated,Rotation Status\n' +
        'a,x@halcyonedge.example,Okta,Yes,2023-10-20T07:06:00Z,done\n' +
        'b,,,no,,\n' +
        'c,,,?,,rotated\n' +
        'd,,,yes,30/02/2023,\n' +
        'e,,,yes,2023-10-20,\n',
      'Europe/Berlin',
    );
    expect(
      facts.map((fact) =>
        fact.kind === 'rotation' ? [fact.credential, fact.exposed, fact.rotated?.micros] : null,
      ),
    ).toEqual([
      ['a', true, Date.parse('2023-10-20T07:06:00Z') * 1000],
      ['b', false, undefined],
      ['c', null, undefined],
      ['d', true, undefined],
      ['e', true, Date.parse('2023-10-19T22:00:00Z') * 1000],
    ]);
    expect(facts[0]).toMatchObject({ owner: 'x@halcyonedge.example', system: 'Okta' });
    expect(issues.map((issue) => issue.replace(/ at \d+/, '').slice(0, 34))).toEqual([
      'record 3: time.missing (degraded) ',
      'record 4: time.invalid (degraded) ',
    ]);
  });

  it('is rejected row by row where no credential stands', () => {
    expect(readText('credential,rotated\n,yes\n').issues).toEqual([
      expect.stringMatching(/record\.shape \(data-loss\) the row names no credential/),
    ]);
  });
});
