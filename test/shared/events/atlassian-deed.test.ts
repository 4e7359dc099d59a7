import { describe, expect, it } from 'vitest';
import { atlassianDeed } from '../../../shared/events/atlassian-deed.ts';

const target = (type: string, name: string | null, id: string | null = null) => ({ type, id, name });
const project = target('project', 'EDGE');
const scheme = target('scheme', 'Edge scheme');

describe('what an Atlassian action says that somebody did', () => {
  it.each([
    ['Workflow scheme deleted', [scheme], 'deleted the workflow scheme Edge scheme'],
    [
      'permission scheme removed from project',
      [project, scheme],
      'removed the permission scheme Edge scheme from the project EDGE',
    ],
    ['Field Configuration scheme updated', [], 'updated a field configuration scheme'],
    ['resolutions created', [target('resolution', 'Done')], 'created the resolution Done'],
    ['customfield created', [target('custom-field', 'Team')], 'created the custom field Team'],
    ['plugin enabled', [target('app', 'ScriptRunner')], 'enabled the app ScriptRunner'],
    ['GPG key created', [], 'created a GPG key'],
    ['upm plugin installed', [target('plugin', 'Edge')], 'installed the upm plugin Edge'],
    // The target is not what was deleted.
    ['Request type deleted', [project], 'deleted a request type on project EDGE'],
    [
      'access token deleted repository',
      [project, target('repository', 'edge-config')],
      'deleted a repository access token on repository edge-config',
    ],
    ['global settings edited', [], 'edited global settings'],
    ['Page viewed with admin key', [target('page', 'Home')], 'viewed the page Home with admin key'],
    ['Added user to group', [target('user', null, '5b10')], 'added user to group on user 5b10'],
    ['user renamed', [target('user', null)], 'renamed a user'],
  ])('%s', (words, targets, deed) => {
    expect(atlassianDeed(words, targets)).toBe(deed);
  });

  it.each(['login success', 'elasticsearch configuration change', '', 'user logged in', 'x created y'])(
    'says nothing of “%s”',
    (words) => {
      expect(atlassianDeed(words, [])).toBeNull();
    },
  );
});
