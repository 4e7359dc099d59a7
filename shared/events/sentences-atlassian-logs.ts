/** Sentences for what access, application and old audit logs of Atlassian's servers call by a name of its own. */
import { type Sentence, say } from './sentence.ts';

export const ATLASSIAN_LOG_SENTENCES: Readonly<Record<string, Sentence>> = {
  push: say(
    '{who} pushed to the repository {repository} in Bitbucket',
    '{who} could not push to the repository {repository} in Bitbucket',
  ),
  clone: say('{who} cloned the repository {repository} in Bitbucket'),
  'shallow clone': say('{who} cloned the latest state of the repository {repository} in Bitbucket'),
  fetch: say('{who} fetched from the repository {repository} in Bitbucket'),
  'git-upload-pack': say('{who} asked Bitbucket for the state of the repository {repository}'),
  'git-upload-archive': say('{who} downloaded an archive of the repository {repository} in Bitbucket'),
  'git-receive-pack': say(
    '{who} pushed to the repository {repository} in Bitbucket',
    '{who} could not push to the repository {repository} in Bitbucket',
  ),
  'PASSED authentication': say('{who} signed in to {product}'),
  'FAILED authentication': say(
    '{who} failed to sign in to {product}',
    '{who} failed to sign in to {product}',
  ),
  'tried to login': say('{who} failed to sign in to {product}', '{who} failed to sign in to {product}'),
  'NOT AUTHORIZED': say('{who} was denied access to {product}', '{who} was denied access to {product}'),
  'Successful login attempt': say('{who} signed in to {product}'),
  'Failed login attempt': say('{who} failed to sign in to {product}', '{who} failed to sign in to {product}'),
  'HttpSession created': say('{product} opened a session for {who}'),
  'HttpSession destroyed': say('{product} ended a session of {who}'),
  AuthenticationSuccessEvent: say('{who} signed in to Bitbucket'),
  AuthenticationFailureEvent: say('{who} signed in to Bitbucket', '{who} failed to sign in to Bitbucket'),
  UserLoggedInEvent: say('{who} signed in to Bitbucket'),
  UserCreatedEvent: say('{who} created the user {user} in Bitbucket'),
  RepositoryCreatedEvent: say('{who} created the repository {repository} in Bitbucket'),
  RepositoryDeletedEvent: say('{who} deleted the repository {repository} in Bitbucket'),
  ProjectPermissionGrantedEvent: say('{who} granted {user} {granted} on the project {project} in Bitbucket'),
  GlobalPermissionGrantedEvent: say('{who} granted {user} the global permission {granted} in Bitbucket'),
  RestrictedRefAddedEvent: say('{who} restricted {ref} of the repository {repository} in Bitbucket'),
  RestrictedRefRemovedEvent: say(
    '{who} lifted the restriction of {ref} of the repository {repository} in Bitbucket',
  ),
};
