import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { type Instead, startGitHub } from '../support/github-server';
import type { ServedRepository } from '../support/served-world';
import { bindingsOf, runLock } from '../support/lock-run';
import { noFiles } from '../support/no-files';

const WEB: ServedRepository = { fullName: 'octo-org/web', id: 1, ownerId: 123456 };
const API: ServedRepository = { fullName: 'octo-org/api', id: 2, ownerId: 123456 };
const BINDINGS = bindingsOf('[{ repository: [web, api], branch: main }]');

const entry = (name: string, id: number, more = '') =>
  `  octo-org/${name}:\n    owner_id: '123456'\n    repository_id: '${id}'\n    subject_prefix: repo:octo-org/${name}\n${more}`;
const LOCK = `version: 1\nrepositories:\n${entry('api', 2)}${entry('web', 1)}`;

/** One answer in the place of the usual one. */
const at =
  (wanted: string, status: number, body: object = {}, headers: Readonly<Record<string, string>> = {}): Instead =>
  (path) =>
    path === wanted ? { status, body, headers } : undefined;
const SUBJECT = '/repos/octo-org/web/actions/oidc/customization/sub';

it('follows a renamed repository by its id, and says what to change', async () => {
  const lock = LOCK.replace('  octo-org/web:', '  octo-org/web: # the storefront');
  const website = { ...WEB, fullName: 'octo-org/website', formerNames: ['octo-org/web'] };

  const { code, stderr, text } = await runLock({ bindings: BINDINGS, lock, repositories: [website, API] });

  expect(text).toContain('  octo-org/website: # the storefront\n');
  expect(text).toContain('    subject_prefix: repo:octo-org/website\n');
  expect(text).not.toContain('octo-org/web:');
  expect(stderr).toContain('octo-org/web: was renamed: it is `octo-org/website` now\n');
  expect(stderr).toContain(
    'bindings.yaml:9:28: warning: `octo-org/web` is called `octo-org/website` at GitHub [repository-renamed]',
  );
  expect(stderr).toContain('write `website`, and `renamed_from: web` under `repositories`');
  expect(code).toBe(0);
});

it('keeps an entry under its new name when the bindings have it already', async () => {
  const website = { ...WEB, fullName: 'octo-org/website', formerNames: ['octo-org/web'] };
  const bindings = bindingsOf('[{ repository: [website, api], branch: main }]');

  for (const prune of [false, true]) {
    const { code, stderr, text } = await runLock({
      bindings,
      lock: LOCK,
      repositories: [website, API],
      options: { prune },
    });

    expect([...text.matchAll(/^ {2}(\S+):/gm)].map(([, name]) => name)).toEqual(['octo-org/api', 'octo-org/website']);
    expect(stderr).not.toContain('[repository-renamed]');
    expect(stderr).not.toContain('no longer used');
    expect(code).toBe(0);
  }
});

it('says that a repository has gone to another owner', async () => {
  const moved = {
    ...WEB,
    fullName: 'octo-labs/web',
    ownerId: 99,
    formerNames: ['octo-org/web'],
    subject: { use_default: true, sub_claim_prefix: 'repo:octo-labs@99/web@1' },
  };

  const { stderr, text } = await runLock({ bindings: BINDINGS, lock: LOCK, repositories: [moved, API] });

  expect(stderr).toContain('octo-org/web: was transferred: it is `octo-labs/web` now\n');
  expect(stderr).toContain(
    'octo-org/web: its subjects are immutable now, and were legacy: `repo:octo-labs@99/web@1`\n',
  );
  expect(stderr).toContain('\n  write `octo-labs/web`\n');
  expect(text).toContain("  octo-labs/web:\n    owner_id: '99'\n");
});

it('does not give the roles of a repository to whoever took its name', async () => {
  const { code, stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: [{ ...WEB, id: 666 }, API],
  });

  expect(text).toContain(entry('web', 1));
  expect(text).not.toContain('666');
  expect(stderr).toContain(
    '`octo-org/web` is repository 666, and the lock file trusts 1 as `octo-org/web` [name-reused]',
  );
  expect(code).toBe(1);
});

it('keeps what it knows of a repository that answers 404, and records the others', async () => {
  const { code, stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: [{ ...API, archived: true }],
  });

  expect(text).toContain(entry('web', 1));
  expect(text).toContain('    archived: true\n');
  expect(stderr).toContain(
    'bindings.yaml:9:28: error: GitHub has no repository `octo-org/web`, or the token may not see it',
  );
  expect(code).toBe(1);
});

it('gives up at once when the token is not accepted', async () => {
  const { code, stderr, text, server } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    token: 'not-to-be-shown',
    instead: () => ({ status: 401, body: { message: 'Bad credentials' } }),
  });

  expect(stderr).toMatch(
    /^error: 127\.0\.0\.1:\d+ does not accept GITHUB_TOKEN: it is expired, revoked, or for another host\nnothing was written\n$/,
  );
  expect(stderr).not.toContain('not-to-be-shown');
  expect(server.requests).toHaveLength(2);
  expect({ code, text }).toEqual({ code: 2, text: LOCK });
});

it('keeps a fact that is refused, and says which', async () => {
  const { code, stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK.replace(entry('web', 1), entry('web', 1, '    subject_claims: [repo, ref]\n')),
    repositories: [WEB, API],
    instead: at(
      SUBJECT,
      403,
      { message: 'Resource not accessible by personal access token' },
      { 'x-accepted-github-permissions': 'actions=read' },
    ),
  });

  expect(text).toContain(entry('web', 1, '    subject_claims: [repo, ref]\n    owner_type: Organization\n'));
  expect(stderr).toContain(
    'bindings.lock.yaml:7:3: warning: GitHub does not say `subject_prefix` and `subject_claims` of `octo-org/web`: 403, Resource not accessible by personal access token (it takes actions=read) [fact-refused]',
  );
  expect(code).toBe(0);
});

it('takes no environment for absent that it may not see', async () => {
  const bindings = bindingsOf('[{ repository: web, environment: production }]');
  const known = `version: 1\nrepositories:\n${entry('web', 1, '    environments: { production: { reviewers: 1 } }\n')}`;
  const hidden: Instead = (path) =>
    path.includes('/environments') ? { status: 404, body: { message: 'Not Found' } } : undefined;

  const { stderr, text } = await runLock({ bindings, lock: known, repositories: [WEB], instead: hidden });
  expect(text).toContain('environments: { production: { reviewers: 1 } }');
  expect(stderr).toContain('GitHub does not say `environments.production` of `octo-org/web`: 404');

  const first = await runLock({ bindings, repositories: [WEB], instead: hidden });
  expect(first.text).not.toContain('production');
});

it('believes no prefix that is not one of the two of the repository', async () => {
  const { stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: [{ ...WEB, subject: { use_default: true, sub_claim_prefix: 'repo:evil-org/web' } }, API],
  });

  expect(text).not.toContain('evil-org');
  expect(text).toContain(entry('web', 1));
  expect(stderr).toContain('`repo:evil-org/web` is neither `repo:octo-org/web` nor `repo:octo-org@123456/web@1`');
});

it.each([
  [{ use_default: false, include_claim_keys: ['repo', 'ref'] }, '[repo, ref]', 0],
  [{ use_default: false }, '[repository_id, context]', 1],
  [{ use_default: false, include_claim_keys: [] }, '[repository_id, context]', 1],
  [{ use_default: true, include_claim_keys: ['repo', 'ref'] }, 'default', 0],
])('reads the subject template %j as %s', async (subject, claims, asked) => {
  const { text, server } = await runLock({
    bindings: BINDINGS,
    repositories: [WEB, API].map((each) => ({ ...each, subject })),
    organizations: { 'octo-org': { include_claim_keys: ['repository_id', 'context'] } },
  });

  expect([...text.matchAll(/subject_claims: (.*)/g)].map(([, value]) => value)).toEqual([claims, claims]);
  expect(server.requests.filter(({ path }) => path === '/orgs/octo-org/actions/oidc/customization/sub')).toHaveLength(
    asked,
  );
});

it('does without a token where everybody may see', async () => {
  const { code, stderr, text, server } = await runLock({
    bindings: BINDINGS,
    token: null,
    repositories: [WEB, API],
    instead: (path) =>
      path.endsWith('/sub') ? { status: 401, body: { message: 'Requires authentication' } } : undefined,
  });

  expect(server.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  expect(text).toContain("repository_id: '1'");
  expect(text).not.toContain('subject_prefix:');
  expect(stderr).toContain('GITHUB_TOKEN is not set');
  expect(stderr).toContain(
    '`subject_claims` of `octo-org/api` and 1 more: it asks for a token, and GITHUB_TOKEN is not set',
  );
  expect(code).toBe(0);
});

it('follows no redirect to another host, and sends the token nowhere else', async () => {
  const other = await startGitHub({ repositories: [WEB] });
  const location = `${other.url}/repositories/1`;

  const { code, stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: [API],
    instead: at('/repos/octo-org/web', 301, { url: location }, { location }),
  });
  await other.close();

  expect(other.requests).toEqual([]);
  expect(stderr).toContain('points to another host');
  expect({ code, text }).toEqual({ code: 2, text: LOCK });
});

it('asks below the path of an Enterprise Server', async () => {
  const bindings = BINDINGS.replace('octo-org }', 'octo-org, host: github.octo-org.example }');
  const { code, text, server } = await runLock({ bindings, base: '/api/v3', repositories: [WEB, API] });

  expect(text).toContain("  octo-org/web:\n    owner_id: '123456'\n    repository_id: '1'\n");
  expect(server.requests).toHaveLength(8);
  expect(code).toBe(0);
});

it('keeps what it knew of workflow permissions where only administrators may ask, which is no warning', async () => {
  const more = '    default_workflow_permissions: write\n';
  const { code, stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: `version: 1\nrepositories:\n${entry('api', 2)}${entry('web', 1, more)}`,
    repositories: [{ ...API, workflowPermissions: 'write' }, WEB],
    options: { strict: true },
    instead: at('/repos/octo-org/web/actions/permissions/workflow', 403, { message: 'Resource not accessible' }),
  });

  expect(text.match(/default_workflow_permissions: write/g)).toHaveLength(2);
  expect(stderr).toContain('info: GitHub does not say `default_workflow_permissions` of `octo-org/web`: 403');
  expect(code).toBe(0);
});

it('records environments of an Enterprise Server, whose subjects have no prefix to ask for', async () => {
  const bindings = bindingsOf(
    '[{ repository: web, environment: production }]',
    'repositories: { web: { environments: { production: { deployment_branches: [main] }, staging: {} } } }\n',
  ).replace('octo-org }', 'octo-org, host: github.octo-org.example }');
  const environments = { production: { reviewers: 1, branches: ['main'] } };
  const repositories = [{ ...WEB, subject: { use_default: true }, environments }];
  const first = await runLock({ bindings, base: '/api/v3', repositories });
  const again = await runLock({ bindings, base: '/api/v3', repositories, lock: first.text });
  const [lock, problems] = parseLock('bindings.lock.yaml', first.text, false);
  const [parsed] = parseBindings('bindings.yaml', bindings, noFiles);
  const wrong = parsed ? resolveAccess(parsed, lock, noFiles)[1] : ['unreadable'];

  expect(first.text).toContain(
    'deployment_branches: { main: 71 } }\n      staging: absent\n    kept: [production, staging]\n',
  );
  expect([...problems, ...wrong]).toEqual([]);
  expect(again.text).toBe(first.text);
});

it('tries again what failed for no fault of its own, and says why it gives up', async () => {
  const once = await runLock({
    bindings: BINDINGS,
    repositories: [WEB, API],
    instead: (_, __, count) => (count === 3 ? { status: 502 } : undefined),
  });
  expect(once.code).toBe(0);
  expect(once.server.requests).toHaveLength(9);

  const down = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    instead: () => ({ status: 503, body: { message: 'down' } }),
  });
  expect(down.stderr).toContain('answered 503: down\nnothing was written\n');
  expect(down).toMatchObject({ code: 2, text: LOCK });
});

it('guesses at nothing that has another form than documented', async () => {
  const { code, stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: [WEB, API],
    instead: at('/repos/octo-org/web', 200, { id: '1', full_name: 'octo-org/web' }),
  });

  expect(stderr).toContain('error: what GitHub says of octo-org/web has not the documented form');
  expect({ code, text }).toEqual({ code: 2, text: LOCK });
});

it('keeps no prefix that cannot hold under the new name', async () => {
  const website = { ...WEB, fullName: 'octo-org/website', formerNames: ['octo-org/web'] };
  const { code, stderr, text } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: [website, API],
    instead: at('/repos/octo-org/website/actions/oidc/customization/sub', 403, { message: 'no' }),
  });

  expect(text).not.toContain('subject_prefix: repo:octo-org/web');
  expect(stderr).toContain('octo-org/web: `subject_prefix` is not known under the new name\n');
  expect(code).toBe(0);
});

it('shows no token, and sends none that a header cannot hold', async () => {
  const run = runLock({ bindings: BINDINGS, token: 'geheim-ü' });

  await expect(run).rejects.toThrow(/^GITHUB_TOKEN holds characters that no token has$/);
});
