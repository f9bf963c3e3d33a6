import { type Conditions, equals, expectTrust, like, trustOf, trustPolicy } from '../../support/trust';

const PREFIX = 'repo:octo-org@123456/web@456789';
const PINS = { repository_id: '456789', repository_owner_id: '123456' };

const NAMED = { ...PINS, repository: 'octo-org/web' };

const template = (keys: string) => `{ web: { subject_template: ${keys} } }`;
const DEPLOY = 'octo-org/shared/.github/workflows/deploy.yml@refs/heads/main';

describe('subjects of a template', () => {
  it.each<[keys: string, rest: string, conditions: Conditions]>([
    ['default', 'branch: main', equals({ sub: `${PREFIX}:ref:refs/heads/main` })],
    ['[repo, context]', 'branch: main', equals({ sub: `${PREFIX}:ref:refs/heads/main` })],
    ['[context, repo]', 'branch: main', equals({ sub: `ref:refs/heads/main:${PREFIX}` })],
    ['[repo]', 'branch: main', equals({ ref: 'refs/heads/main', sub: PREFIX })],
    ['[repository, context]', 'branch: main', equals({ ...PINS, sub: 'repository:octo-org/web:ref:refs/heads/main' })],
    [
      '[repository, context]',
      'branch: main, claims: { repository: octo-org/web }',
      equals({ ...PINS, sub: 'repository:octo-org/web:ref:refs/heads/main' }),
    ],
    ['[repository_id, ref]', 'branch: main', equals({ ...NAMED, sub: 'repository_id:456789:ref:refs/heads/main' })],
    [
      '[repository_owner, repository_owner_id, context]',
      'pull_request: true',
      equals({ ...NAMED, sub: 'repository_owner:octo-org:repository_owner_id:123456:pull_request' }),
    ],
    [
      '[repository_visibility, environment]',
      'environment: "Eu: 1"',
      equals({
        ...NAMED,
        sub: ['repository_visibility:private:environment:Eu%3A 1', 'repository_visibility:private:environment:eu%3A 1'],
      }),
    ],
    ['[repo, environment]', 'environment: eu', equals({ sub: `${PREFIX}:environment:eu` })],
    [
      '[repo, ref]',
      'environment: eu, claims: { ref: "refs/heads/a" }',
      equals({ sub: `${PREFIX}:ref:refs/heads/a`, environment: 'eu' }),
    ],
    ['[repo, ref]', 'branch: main, claims: { ref: refs/heads/main }', equals({ sub: `${PREFIX}:ref:refs/heads/main` })],
    ['[repo, ref]', 'tag_pattern: "v*"', like({ sub: `${PREFIX}:ref:refs/tags/v*` })],
    ['[repo, ref]', 'any_context: true', like({ sub: `${PREFIX}:ref:*` })],
    [
      '[repo, ref]',
      'any_context: true, claims: { ref: refs/heads/main }',
      equals({ sub: `${PREFIX}:ref:refs/heads/main` }),
    ],
    [
      '[repo, ref]',
      'branch: [main, next], claims: { ref: refs/heads/main }',
      equals({ ref: 'refs/heads/main', sub: [`${PREFIX}:ref:refs/heads/main`, `${PREFIX}:ref:refs/heads/next`] }),
    ],
    [
      '[repo, context, job_workflow_ref]',
      `branch: main, claims: { job_workflow_ref: "${DEPLOY}" }`,
      equals({ sub: `${PREFIX}:ref:refs/heads/main:job_workflow_ref:${DEPLOY}` }),
    ],
    [
      '[repo, job_workflow_ref, context]',
      'branch: main, claim_patterns: { job_workflow_ref: "octo-org/*" }',
      like({ sub: `${PREFIX}:job_workflow_ref:octo-org/*:ref:refs/heads/main` }),
    ],
    [
      '[repo, event_name, workflow]',
      'branch: main, claims: { event_name: [push, schedule], workflow: [mona, "a:b"], actor: Deploy }',
      equals({
        actor: 'Deploy',
        ref: 'refs/heads/main',
        sub: [
          `${PREFIX}:event_name:push:workflow:a%3Ab`,
          `${PREFIX}:event_name:push:workflow:mona`,
          `${PREFIX}:event_name:schedule:workflow:a%3Ab`,
          `${PREFIX}:event_name:schedule:workflow:mona`,
        ],
      }),
    ],
    [
      '[repo, context, repo_property_team]',
      'branch: main, claims: { repo_property_team: shop }',
      equals({ sub: `${PREFIX}:ref:refs/heads/main:repo_property_team:shop` }),
    ],
  ])('%s for %s', (keys, rest, conditions) => {
    expectTrust(`[{ repository: web, ${rest} }]`, { repositories: template(keys) }, trustPolicy([conditions]));
  });

  it('keeps repositories apart whose subjects name none', () => {
    const repositories = '{ web: { subject_template: [context] }, api: { subject_template: [context] } }';
    const web = (sub: string) => equals({ ...NAMED, sub });
    const api = (sub: string) =>
      equals({ repository: 'octo-org/api', repository_id: '456790', repository_owner_id: '123456', sub });

    expectTrust(
      '[{ repository: web, branch: main }, { repository: api, branch: next }]',
      { repositories },
      trustPolicy([api('ref:refs/heads/next'), web('ref:refs/heads/main')]),
    );
    expectTrust(
      '[{ repository: [web, api], branch: main }]',
      { repositories },
      trustPolicy([api('ref:refs/heads/main'), web('ref:refs/heads/main')]),
    );
  });

  it('keeps repositories apart whose subjects hold their names alone, which others may get', () => {
    const repositories =
      '{ web: { subject_template: [repository, context] }, api: { subject_template: [repository, context] } }';

    expectTrust(
      '[{ repository: web, branch: main }, { repository: api, branch: next }]',
      { repositories },
      trustPolicy([
        equals({ ...PINS, sub: 'repository:octo-org/web:ref:refs/heads/main' }),
        equals({ ...PINS, repository_id: '456790', sub: 'repository:octo-org/api:ref:refs/heads/next' }),
      ]),
    );
  });
});

describe('a template that GitHub is yet to use', () => {
  const locked = (name: string, claims: string) => [
    `octo-org/${name}: { owner_id: "123456", repository_id: "500", subject_prefix: repo:octo-org@123456/${name}@500, subject_claims: ${claims} }`,
  ];
  const own = 'repo:octo-org@123456/shop@500';

  it.each<[keys: string, lockedKeys: string, rest: string, ...statements: Conditions[]]>([
    ['[repo, context]', 'default', 'branch: main', equals({ sub: `${own}:ref:refs/heads/main` })],
    [
      '[repo, ref]',
      '[repo]',
      'branch: main',
      equals({ sub: `${own}:ref:refs/heads/main` }),
      equals({ ref: 'refs/heads/main', sub: own }),
    ],
    [
      '[repo, context, job_workflow_ref]',
      'default',
      'branch: main, claims: { job_workflow_ref: o/r/w.yml@x }',
      equals({ sub: `${own}:ref:refs/heads/main:job_workflow_ref:o/r/w.yml@x` }),
      equals({ job_workflow_ref: 'o/r/w.yml@x', sub: `${own}:ref:refs/heads/main` }),
    ],
    [
      'default',
      '[repo, context, job_workflow_ref]',
      'branch: main, claims: { job_workflow_ref: o/r/w.yml@x }',
      equals({ sub: `${own}:ref:refs/heads/main:job_workflow_ref:o/r/w.yml@x` }),
      equals({ job_workflow_ref: 'o/r/w.yml@x', sub: `${own}:ref:refs/heads/main` }),
    ],
    // By the present template jobs without the claim would be let in, since STS does not evaluate it otherwise.
    [
      '[repo, context, event_name]',
      'default',
      'branch: main, claims: { event_name: push }',
      equals({ sub: `${own}:ref:refs/heads/main:event_name:push` }),
    ],
    [
      '[repo, event_name, context]',
      '[repo, context, event_name]',
      'branch: main, claims: { event_name: push, actor: mona }',
      equals({
        actor: 'mona',
        sub: [`${own}:event_name:push:ref:refs/heads/main`, `${own}:ref:refs/heads/main:event_name:push`],
      }),
    ],
  ])('%s after %s for %s', (keys, lockedKeys, rest, ...statements) => {
    const found = trustOf({
      trust: `[{ repository: shop, ${rest} }]`,
      repositories: `{ shop: { subject_template: ${keys} } }`,
      locked: locked('shop', lockedKeys),
    });

    expect(found).toEqual({ problems: [], policies: [trustPolicy(statements)] });
  });

  it('uses what is locked where the file says nothing', () => {
    expectTrust(
      '[{ repository: shop, branch: main }]',
      { locked: locked('shop', '[repo, ref]') },
      trustPolicy([equals({ sub: `${own}:ref:refs/heads/main` })]),
    );
  });

  it('is wrong where it needs a claim that the entry lacks', () => {
    const { problems } = trustOf({
      trust: '[{ repository: shop, branch: main }]',
      locked: locked('shop', '[repo, context, event_name]'),
    });

    expect(problems.map(({ rule }) => rule)).toEqual(['unbound-template-key']);
  });
});

it.each([
  ['[repository, context]', 'branch: main, claims: { repository: octo-org/api }', 'contradictory-claims'],
  ['[repository_id, context]', 'branch: main, claims: { repository_id: "1" }', 'contradictory-claims'],
  ['[repo, environment]', 'environment: eu, claims: { environment: us }', 'contradictory-claims'],
  ['[repo, ref]', 'branch: main, claims: { ref: refs/heads/next }', 'contradictory-claims'],
  ['[repo, context]', 'branch: main, claims: { context: x }', 'unsupported-claim'],
  ['[repo, context]', 'branch: main, claims: { repo: x }', 'unsupported-claim'],
  ['[repository_owner, context]', 'branch: main, claims: { repository_owner: octo-labs }', 'unsupported-claim'],
])('does not take what %s says itself for what %s asks for', (keys, rest, rule) => {
  const { problems } = trustOf({ trust: `[{ repository: web, ${rest} }]`, repositories: template(keys) });

  expect(problems.map((problem) => problem.rule)).toEqual([rule]);
});

describe('what a template leaves open', () => {
  const GHES = { github: '{ owner: octo-org, host: github.octo-org.example }' };
  const CHINA = { account: 'region: cn-north-1' };

  it.each<[keys: string, rest: string, pieces: object, rule: string, ...words: string[]]>([
    ['[repo, environment]', 'branch: main', {}, 'unbound-template-key', 'trust an `environment`', 'this context'],
    [
      '[repo, event_name]',
      'branch: main',
      {},
      'unbound-template-key',
      'claims: { event_name: … }',
      '(repo, event_name)',
    ],
    ['[repo, ref]', 'environment: eu', {}, 'unbound-template-key', 'claims: { ref: … }', 'an environment gives'],
    [
      '[repo, context, repository_visibility]',
      'branch: main',
      { repository: 'api' },
      'unbound-template-key',
      'gh api repos/octo-org/api',
    ],
    ['[repo, context, repository_id]', 'branch: main', GHES, 'unbound-template-key', 'the lock file has to know it'],
    [
      '[repo, context, repository_owner_id]',
      'branch: main',
      GHES,
      'unbound-template-key',
      'the lock file has to know it',
    ],
    ['[repo]', 'branch: main', GHES, 'unbound-context', 'does not evaluate `ref`'],
    ['[repo]', 'environment: eu', GHES, 'unbound-context', 'does not evaluate `environment`', '(repo)'],
    ['[repo, actor]', 'branch: main, claims: { actor: x }', GHES, 'unbound-context', '(repo, actor)'],
    ['[repository_owner, context]', 'branch: main', GHES, 'unpinned-subject', '(repository_owner, context)'],
    ['[environment, repository]', 'environment: eu', GHES, 'spoofable-template', '`environment`', 'does not encode'],
    ['[repository_owner, repo]', 'branch: main', GHES, 'spoofable-template', '`repository_owner`'],
    ['[repository_owner, context]', 'branch: main', CHINA, 'unpinned-subject', '`octo-org/web`'],
    [
      '[repository_id, context]',
      'branch: main',
      {
        repository: 'asked',
        locked: ['octo-org/asked: { owner_id: "123456", repository_id: "7", subject_claims: default }'],
        ...CHINA,
      },
      'unpinned-subject',
      'subject_prefix',
    ],
    ['[repo, context]', 'branch: main', { repository: 'unasked', ...CHINA }, 'unpinned-subject', 'subject_format'],
  ])('%s for %s', (keys, rest, pieces, rule, ...words) => {
    const { repository = 'web', ...more } = pieces as { repository?: string };
    const { problems, policies } = trustOf({
      trust: `[{ repository: ${repository}, ${rest} }]`,
      repositories: `{ ${repository}: { subject_template: ${keys} } }`,
      ...more,
    });

    expect(problems.map((problem) => problem.rule)).toEqual([rule]);
    for (const word of words) expect(problems[0]?.message).toContain(word);
    expect(policies).toEqual([]);
  });

  it('is not the environment where none is trusted', () => {
    expectTrust(
      '[{ repository: web, branch: main }]',
      { repositories: '{ web: { subject_template: [repo, ref] } }', ...GHES },
      trustPolicy(
        [equals({ sub: 'repo:octo-org/web:ref:refs/heads/main' })],
        'github.octo-org.example/_services/token',
      ),
    );
  });

  it('is enough where ids cannot be required, if it names the repository', () => {
    const repositories = '{ api: { subject_template: [repository, context] } }';

    expectTrust(
      '[{ repository: api, branch: main }]',
      { repositories, ...CHINA },
      trustPolicy(
        [equals({ aud: 'sts.amazonaws.com.cn', sub: 'repository:octo-org/api:ref:refs/heads/main' })],
        undefined,
        'aws-cn',
      ),
    );
  });

  it('does not matter for a form that is not known where the subject does not hold the prefix', () => {
    const repositories = '{ unasked: { subject_template: [repository_id, context] } }';

    expectTrust(
      '[{ repository: unasked, branch: main }]',
      { repositories, ...CHINA },
      trustPolicy(
        [equals({ aud: 'sts.amazonaws.com.cn', sub: 'repository_id:456791:ref:refs/heads/main' })],
        undefined,
        'aws-cn',
      ),
    );
  });
});
