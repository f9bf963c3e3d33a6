import { DEFAULT_TEMPLATE, NEVER_IN_SUBJECT, STS_CLAIMS, TEMPLATE_KEYS, isTemplateKey } from '../../src/oidc/claims';
import { apiBaseUrl, ghApi, hostKind, issuerFromHost, issuerOf, restApiUrl, webHost } from '../../src/oidc/issuer';

const GITHUB = 'token.actions.githubusercontent.com';

it.each([
  ['github.com', undefined, 'github.com', GITHUB, true],
  ['github.com', 'octo', 'github.com', `${GITHUB}/octo`, true],
  ['octo.ghe.com', undefined, 'ghe.com', 'token.actions.octo.ghe.com', true],
  ['octo.ghe.com', 'octo', 'ghe.com', 'token.actions.octo.ghe.com/octo', false],
  ['git.octo.example', undefined, 'ghes', 'git.octo.example/_services/token', false],
  ['token.actions.octo.example', undefined, 'ghes', 'token.actions.octo.example/_services/token', false],
])('knows the issuer of %s with the slug %s', (host, slug, kind, issuerHost, claimsKnown) => {
  const issuer = issuerOf(host, slug);

  expect(issuer).toEqual({ kind, slug, host: issuerHost, claims: claimsKnown ? STS_CLAIMS : [] });
  expect(issuerFromHost(issuerHost)).toEqual(issuer);
  expect(issuerFromHost(issuerHost.toUpperCase().replace(/OCTO$/, 'octo'))).toEqual(issuer);
  expect(webHost(issuer)).toBe(host);
});

it.each([
  `x${GITHUB}`,
  `x.${GITHUB}`,
  `${GITHUB}/`,
  `${GITHUB}/octo/x`,
  `${GITHUB}.example`,
  'tokenXactions.githubusercontent.com',
  'token.actionsXgithubusercontent.com',
  'token.actions.githubusercontentXcom',
  'x.token.actions.octo.ghe.com',
  'token.actions.ghe.com',
  'token.actions..ghe.com',
  'token.actions.octo.x.ghe.com',
  'token.actions.octo.ghe.com/octo/x',
  'token.actions.octo.ghe.com/',
  'token.actions.octo.ghe.com.example',
  'tokenXactions.octo.ghe.com',
  'token.actionsXocto.ghe.com',
  'token.actions.octoXghe.com',
  'token.actions.octo.gheXcom',
  'git.octo.example',
  'git.octo.example/_services/tokens',
  'git.octo.example/x/_services/token',
  '/_services/token',
  'github.com/_services/token',
  'octo.ghe.com/_services/token',
  'accounts.google.com',
  '',
])('knows no issuer of GitHub in %j', (host) => {
  expect(issuerFromHost(host)).toBeUndefined();
});

it.each([
  ['github.com', 'github.com', undefined, 'https://api.github.com', 'gh api'],
  [
    'octo.ghe.com',
    'ghe.com',
    'https://api.octo.ghe.com/',
    'https://api.octo.ghe.com',
    'gh api --hostname octo.ghe.com',
  ],
  ['ghe.com', 'ghes', 'https://ghe.com/', 'https://ghe.com/api/v3', 'gh api --hostname ghe.com'],
  [
    'github.com.example',
    'ghes',
    'https://github.com.example/',
    'https://github.com.example/api/v3',
    'gh api --hostname github.com.example',
  ],
])('knows where %s answers', (host, kind, base, rest, gh) => {
  expect([hostKind(host), apiBaseUrl(host), restApiUrl(host), ghApi(host)]).toEqual([kind, base, rest, gh]);
});

it('takes github.com where no host is named', () => {
  expect(ghApi()).toBe('gh api');
});

it('knows which keys a template may have, and has by default', () => {
  expect(DEFAULT_TEMPLATE).toEqual(['repo', 'context']);
  expect([...TEMPLATE_KEYS, 'repo_property_team', 'repo_property_A_1'].filter((key) => !isTemplateKey(key))).toEqual(
    [],
  );
  expect(
    [...NEVER_IN_SUBJECT, '', 'repo_property_', 'repo_property_a-b', 'my_repo_property_a', 'repo_property_a:b'].filter(
      isTemplateKey,
    ),
  ).toEqual([]);
});

it('knows the claims that STS evaluates', () => {
  expect([...STS_CLAIMS].sort()).toEqual([
    'actor',
    'actor_id',
    'enterprise_id',
    'environment',
    'job_workflow_ref',
    'ref',
    'repository',
    'repository_id',
    'repository_owner_id',
    'workflow',
  ]);
});
