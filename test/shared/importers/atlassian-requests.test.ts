import { describe, expect, it } from 'vitest';
import {
  categoryOfRequest,
  loginActor,
  targetsOfUrl,
} from '../../../shared/importers/kit/atlassian-requests.ts';
import { clientOf, outcomeOfStatus, requestLine } from '../../../shared/importers/kit/request.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

describe('categoryOfRequest', () => {
  it.each([
    ['GET', '/browse/SEC-12', 'read'],
    ['GET', '/jira/browse/SEC-12?focusedCommentId=1', 'read'],
    ['GET', '/rest/api/2/issue/SEC-12', 'read'],
    ['GET', '/rest/api/2/search?jql=project%3DSEC', 'search'],
    ['POST', '/rest/api/2/search', 'search'],
    ['GET', '/issues/?jql=text~vpn', 'search'],
    ['GET', '/secure/QuickSearch.jspa?searchString=vpn', 'search'],
    ['GET', '/dosearchsite.action?queryString=vpn', 'search'],
    ['GET', '/rest/api/content/search?cql=x', 'search'],
    ['GET', '/rest/search/latest/search?query=x', 'search'],
    ['GET', '/secure/attachment/10410/a.zip', 'export'],
    ['GET', '/download/attachments/557057/a.xlsx', 'export'],
    ['GET', '/rest/api/latest/projects/EDGE/repos/edge-config/archive?format=zip', 'export'],
    ['GET', '/projects/EDGE/repos/edge-config/raw/secrets.yaml', 'export'],
    ['GET', '/sr/jira.issueviews:searchrequest-csv-all-fields/temp/SearchRequest.csv', 'export'],
    ['GET', '/spaces/flyingpdf/pdfpageexport.action?pageId=1', 'export'],
    ['GET', '/exportword?pageId=1', 'export'],
    ['POST', '/secure/admin/XmlBackup.jspa', 'export'],
    ['GET', '/login.jsp?os_destination=%2Fsecure%2Fattachment%2F1%2Fa', 'authentication'],
    ['POST', '/dologin.action', 'authentication'],
    ['GET', '/logout', 'authentication'],
    ['POST', '/j_atl_security_check', 'authentication'],
    ['POST', '/rest/auth/1/session', 'authentication'],
    ['POST', '/rest/gadget/1.0/login', 'authentication'],
    ['POST', '/plugins/servlet/samlconsumer', 'authentication'],
    ['POST', '/secure/admin/WebSudoAuthenticate.jspa', 'authentication'],
    ['POST', '/rest/scriptrunner/latest/user/exec/', 'execute'],
    ['POST', '/rest/plugins/1.0/?token=1', 'execute'],
    ['GET', '/rest/plugins/1.0/', 'read'],
    ['POST', '/rest/pat/latest/tokens', 'credential'],
    ['PUT', '/rest/access-tokens/latest/users/x', 'credential'],
    ['GET', '/rest/pat/latest/tokens', 'read'],
    ['POST', '/rest/api/2/issue', 'change'],
    ['DELETE', '/rest/api/2/issue/SEC-13', 'change'],
    ['PATCH', '/rest/x', 'change'],
    ['GET', '/s/abc/_/download/batch/login/login.js', 'other'],
    ['GET', '/images/icons/profilepics/default.svg', 'other'],
    ['POST', '/rest/analytics/1.0/publish/bulk', 'other'],
    [null, '/', 'read'],
  ])('%s %s is %s', (method, url, category) => {
    expect(categoryOfRequest(method, url)).toBe(category);
  });

  it.each(['/', '/scriptrunner/', '/secure/attachment/', '?a=', '%', '/rest/api/'])(
    'takes linear time for a megabyte of %s',
    (piece) => {
      const url = piece.repeat(Math.ceil((1024 * 1024) / piece.length));
      expectNoBlowUp(() => {
        for (const method of ['GET', 'POST']) targetsOfUrl(url, categoryOfRequest(method, url));
        targetsOfUrl(url, 'search');
      });
    },
  );
});

describe('targetsOfUrl', () => {
  it.each([
    ['/browse/SEC-12', { type: 'issue', id: null, name: 'SEC-12' }],
    ['/rest/api/2/issue/SEC-12/comment', { type: 'issue', id: null, name: 'SEC-12' }],
    [
      '/scm/edge/edge-config.git/git-upload-pack',
      { type: 'repository', id: 'edge/edge-config', name: 'edge-config' },
    ],
    ['/projects/EDGE/repos/a/browse', { type: 'repository', id: 'EDGE/a', name: 'a' }],
    ['/users/mlopez/repos/own/browse', { type: 'repository', id: 'mlopez/own', name: 'own' }],
    ['/scm/~mlopez/own.git/info/refs', { type: 'repository', id: '~mlopez/own', name: 'own' }],
    ['/display/EDGE/Rotation+of+secrets', { type: 'page', id: null, name: 'Rotation of secrets' }],
    ['/spaces/EDGE/pages/557057/Rotation%20list', { type: 'page', id: '557057', name: 'Rotation list' }],
    ['/pages/viewpage.action?pageId=557057', { type: 'page', id: '557057', name: null }],
    ['/rest/api/content/557057?expand=body', { type: 'page', id: '557057', name: null }],
    ['/secure/attachment/10410/vpn%20list.xlsx', { type: 'attachment', id: '10410', name: 'vpn list.xlsx' }],
  ])('%s', (url, first) => {
    expect(targetsOfUrl(url, 'read')).toEqual([first, { type: 'url', id: null, name: url }]);
  });

  it('keeps what was searched for, and what is no UTF-8 as it was written', () => {
    expect(targetsOfUrl('/issues/?jql=text+~+%22vpn%22', 'search')[0]).toEqual({
      type: 'query',
      id: null,
      name: 'text ~ "vpn"',
    });
    expect(targetsOfUrl('/issues/?jql=%ff', 'search')[0]).toEqual({ type: 'query', id: null, name: '%ff' });
    expect(targetsOfUrl('/issues/?jql=', 'search')).toHaveLength(1);
  });
});

describe('loginActor', () => {
  it.each(['-', 'anonymous', 'Anonymous', '', 'null', null])('is nobody for %s', (user) => {
    expect(loginActor(user)).toBeNull();
  });

  it('folds case, knows addresses of mail and pseudo users of tokens', () => {
    expect(loginActor('TAndrews')).toMatchObject({
      name: 'tandrews',
      aliases: [{ kind: 'login', value: 'tandrews' }],
    });
    expect(loginActor('A@halcyonedge.example')).toMatchObject({
      email: 'a@halcyonedge.example',
      aliases: [{ kind: 'email' }],
    });
    expect(loginActor('access-token-user/2/5')).toMatchObject({ type: 'token' });
  });
});

describe('requestLine', () => {
  it.each([
    ['GET / HTTP/1.1', 'GET', '/'],
    ['GET http://h:80/a b c HTTP/1.1', 'GET', 'http://h:80/a b c'],
    ['PROPFIND /x', 'PROPFIND', '/x'],
    ['- http://h:80- -', null, 'http://h:80-'],
    ['- - - ', null, null],
    ['-', null, null],
    ['', null, null],
    ['\u0016\u0003\u0001 x HTTP/1.1', null, 'x'],
  ])('%j', (line, method, url) => {
    expect(requestLine(line)).toEqual({ method, url });
  });
});

describe('outcomeOfStatus', () => {
  it.each([
    ['200', 'success', null],
    ['204', 'success', null],
    ['302', 'success', null],
    ['101', 'success', null],
    ['100', 'unknown', null],
    ['401', 'failure', '401'],
    ['404', 'failure', '404'],
    ['460', 'failure', '460'],
    ['500', 'failure', '500'],
    ['000', 'unknown', null],
    ['2000', 'unknown', null],
    [null, 'unknown', null],
  ])('%s is %s', (status, outcome, reason) => {
    expect(outcomeOfStatus(status)).toEqual({ outcome, reason });
  });
});

describe('clientOf', () => {
  it.each([
    [['203.0.113.24'], '203.0.113.24', []],
    [['0:0:0:0:0:0:0:1'], '::1', []],
    [['host.example'], null, []],
    [['unknown', '203.0.113.24:4711', ' 10.0.0.1'], '203.0.113.24', ['10.0.0.1']],
    [['203.0.113.24', '203.0.113.24'], '203.0.113.24', []],
    [[], null, []],
  ])('%s', (addresses, srcIp, proxies) => {
    expect(clientOf(addresses)).toEqual({ srcIp, relatedIps: proxies.map((ip) => ({ ip, role: 'proxy' })) });
  });
});
