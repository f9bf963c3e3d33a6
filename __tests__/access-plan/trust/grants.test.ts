import {
  type Conditions,
  HOST,
  type TrustPieces,
  equals,
  expectTrust,
  like,
  trustOf,
  trustPolicy,
} from '../../support/trust';

type Pieces = Omit<TrustPieces, 'trust'>;

const WEB = 'repo:octo-org@123456/web@456789';
const API = { repository_id: '456790', repository_owner_id: '123456' };

const GHES = { github: '{ owner: octo-org, host: github.octo-org.example }' };

describe('contexts', () => {
  it.each<[trust: string, ...statements: Conditions[]]>([
    ['[{ repository: web, branch: main }]', equals({ sub: `${WEB}:ref:refs/heads/main` })],
    [
      '[{ repository: web, branch: [next, main] }]',
      equals({ sub: [`${WEB}:ref:refs/heads/main`, `${WEB}:ref:refs/heads/next`] }),
    ],
    ['[{ repository: web, branch_pattern: "release/*" }]', like({ sub: `${WEB}:ref:refs/heads/release/*` })],
    ['[{ repository: web, branch_pattern: "*" }]', like({ sub: `${WEB}:ref:refs/heads/*` })],
    ['[{ repository: web, tag: v1 }]', equals({ sub: `${WEB}:ref:refs/tags/v1` })],
    ['[{ repository: web, tag_pattern: "v?" }]', like({ sub: `${WEB}:ref:refs/tags/v?` })],
    ['[{ repository: web, environment: "eu: 1" }]', equals({ sub: `${WEB}:environment:eu%3A 1` })],
    [
      '[{ repository: web, environment: Production }]',
      equals({ sub: [`${WEB}:environment:Production`, `${WEB}:environment:production`] }),
    ],
    ['[{ repository: web, pull_request: true }]', equals({ sub: `${WEB}:pull_request` })],
    ['[{ repository: web, merge_queue: main }]', like({ sub: `${WEB}:ref:refs/heads/gh-readonly-queue/main/pr-*` })],
    ['[{ repository: web, any_context: true }]', like({ sub: `${WEB}:*` })],
    [
      '[{ repository: web, branch: main }, { repository: web, tag_pattern: "v*" }]',
      equals({ sub: `${WEB}:ref:refs/heads/main` }),
      like({ sub: `${WEB}:ref:refs/tags/v*` }),
    ],
    [
      '[{ repository: api, branch: "a$${b" }, { repository: api, branch_pattern: "a$*" }]',
      equals({ ...API, sub: 'repo:octo-org/api:ref:refs/heads/a${$}{b' }),
      like({ sub: 'repo:octo-org/api:ref:refs/heads/a${$}*' }, API),
    ],
  ])('of %s', (trust, ...statements) => {
    expectTrust(trust, {}, trustPolicy(statements));
  });
});

describe('identities', () => {
  const branch = (repository: string) => `[{ repository: ${repository}, branch: main }]`;
  const main = (prefix: string) => `${prefix}:ref:refs/heads/main`;
  const UNASKED = ['repo:octo-org/unasked', 'repo:octo-org@123456/unasked@456791'];

  it.each<[name: string, repository: string, repositories: string, ...statements: Conditions[]]>([
    ['a legacy repository', 'api', '{}', equals({ ...API, sub: main('repo:octo-org/api') })],
    [
      'an unknown form',
      'unasked',
      '{}',
      equals({ repository_id: '456791', repository_owner_id: '123456', sub: UNASKED.map(main) }),
    ],
    [
      'an immutable one as legacy',
      'web',
      '{ web: { subject_format: legacy } }',
      equals({ repository_id: '456789', repository_owner_id: '123456', sub: main('repo:octo-org/web') }),
    ],
    [
      'a legacy one as immutable',
      'api',
      '{ api: { subject_format: immutable } }',
      equals({ sub: main('repo:octo-org@123456/api@456790') }),
    ],
    [
      'both forms',
      'api',
      '{ api: { subject_format: both, until: 2027-03-31 } }',
      equals({ ...API, sub: ['repo:octo-org/api', 'repo:octo-org@123456/api@456790'].map(main) }),
    ],
    [
      'several repositories of one owner',
      '[api, unasked]',
      '{}',
      equals({
        repository_id: ['456790', '456791'],
        repository_owner_id: '123456',
        sub: ['repo:octo-org/api', ...UNASKED].map(main),
      }),
    ],
    [
      'repositories of two owners',
      '[api, octo-labs/tools]',
      '{}',
      equals({ ...API, sub: main('repo:octo-org/api') }),
      equals({ repository_id: '7700', repository_owner_id: '77', sub: main('repo:octo-labs/tools') }),
    ],
    [
      'a coming name',
      'web',
      '{ web: { moving_to: shop } }',
      equals({ sub: [main('repo:octo-org@123456/shop@456789'), main(WEB)] }),
    ],
    [
      'a coming name of a legacy repository',
      'api',
      '{ api: { moving_to: shop } }',
      equals({ ...API, sub: ['repo:octo-org/api', 'repo:octo-org@123456/shop@456790'].map(main) }),
    ],
    [
      'a coming owner of a legacy repository, of whom the id is not required beside the present one',
      'api',
      '{ api: { moving_to: { owner: octo-labs, owner_id: "77", name: shop } } }',
      equals({ sub: main('repo:octo-labs@77/shop@456790') }),
      equals({ ...API, sub: main('repo:octo-org/api') }),
    ],
  ])('of %s', (_, repository, repositories, ...statements) => {
    expectTrust(branch(repository), { repositories }, trustPolicy(statements));
  });

  it('knows names only on GitHub Enterprise Server', () => {
    const host = 'github.octo-org.example/_services/token';

    expectTrust(branch('api'), GHES, trustPolicy([equals({ sub: main('repo:octo-org/api') })], host));
    expectTrust(
      branch('web'),
      { ...GHES, repositories: '{ web: { subject_format: legacy, moving_to: shop } }' },
      trustPolicy([equals({ sub: ['repo:octo-org/shop', 'repo:octo-org/web'].map(main) })], host),
    );
  });

  it.each<[name: string, pieces: Pieces, text: string, message: string]>([
    [
      'a',
      { ...GHES, repositories: '{ a: { subject_format: immutable } }' },
      'immutable',
      'knows the `legacy` form only',
    ],
    [
      'a',
      { ...GHES, repositories: '{ a: { subject_format: both, until: 2027-03-31 } }' },
      'both',
      'knows the `legacy` form only',
    ],
    ['web', { repositories: '{ web: { moving_to: octo-labs/web } }' }, 'octo-labs/web', 'must be the new name'],
    ['web', { repositories: '{ web: { moving_to: web.git } }' }, 'web.git', 'must be the new name'],
    ['web', { repositories: '{ web: { moving_to: "we b" } }' }, '"we b"', 'must be the new name'],
  ])('of %s are not those of %j', (repository, pieces, text, message) => {
    expect(trustOf({ trust: branch(repository), ...pieces })).toEqual({
      problems: [{ rule: 'invalid-value', text, message: expect.stringContaining(message) as string }],
      policies: [],
    });
  });

  it.each([
    ['one that the lock does not know', 'new', '{}', ['repo:octo-org/new']],
    ['one with a template', 'new', '{ new: { subject_template: [repo, context] } }', ['repo:octo-org/new']],
    ['one of which the form is not locked', 'unasked', '{}', ['repo:octo-org/unasked']],
    ['a coming name', 'new', '{ new: { moving_to: shop } }', ['repo:octo-org/new', 'repo:octo-org/shop']],
    [
      'a coming owner',
      'web',
      '{ web: { moving_to: { owner: octo-labs, owner_id: "77", name: shop } } }',
      ['repo:octo-labs/shop', 'repo:octo-org/web'],
    ],
  ])('on GitHub Enterprise Server, of %s', (_, repository, repositories, prefixes) => {
    const [first = '', ...others] = prefixes.map(main);
    const policy = trustPolicy(
      [equals({ sub: others.length > 0 ? [first, ...others] : first })],
      'github.octo-org.example/_services/token',
    );

    expectTrust(branch(repository), { ...GHES, repositories }, policy);
  });

  it.each([
    ['immutable', 'repo:octo-org@123456/unasked@456791'],
    ['legacy', 'repo:octo-org/unasked'],
  ])('that are said to be %s are not guessed', (format, prefix) => {
    const pieces = { account: 'region: cn-north-1', repositories: `{ unasked: { subject_format: ${format} } }` };
    const conditions = equals({ aud: 'sts.amazonaws.com.cn', sub: main(prefix) });

    expectTrust(branch('unasked'), pieces, trustPolicy([conditions], HOST, 'aws-cn'));
  });

  it('requires no ids where AWS has not announced them, unless the entry asks for them', () => {
    const asking = '[{ repository: api, branch: main, claims: { repository_id: "456790" } }]';
    const asked = equals({
      aud: 'sts.amazonaws.com.cn',
      repository_id: '456790',
      sub: main('repo:octo-org/api'),
    });
    expectTrust(asking, { account: 'region: cn-north-1' }, trustPolicy([asked], HOST, 'aws-cn'));

    const conditions = equals({ aud: 'sts.amazonaws.com.cn', sub: main('repo:octo-org/api') });

    expectTrust(branch('api'), { account: 'region: cn-north-1' }, trustPolicy([conditions], HOST, 'aws-cn'));
  });
});
