import { equals, expectTrust, like, trustOf, trustPolicy } from '../../support/trust';
import type { TrustPieces } from '../../support/trust';

const WEB = 'repo:octo-org@123456/web@456789';
const MAIN = `${WEB}:ref:refs/heads/main`;
const GHES = { github: '{ owner: octo-org, host: github.octo-org.example }' };
const CHINA = { account: 'region: cn-north-1' };

type Pieces = Omit<TrustPieces, 'trust'>;

describe('whom an entry names', () => {
  it('is each repository of the binding in turn', () => {
    const { problems, policies } = trustOf({
      trust: '[{ branch: main }]',
      binding: 'for_each_repository: [web, api]',
    });

    expect(problems).toEqual([]);
    expect(policies).toEqual([
      trustPolicy([
        equals({
          repository_id: '456790',
          repository_owner_id: '123456',
          sub: 'repo:octo-org/api:ref:refs/heads/main',
        }),
      ]),
      trustPolicy([equals({ sub: MAIN })]),
    ]);
  });

  it('is an owner, with patterns for its repositories', () => {
    const patterns = ['repo:octo-org@123456/*:ref:refs/heads/main', 'repo:octo-org/*:ref:refs/heads/main'];

    expectTrust(
      `[{ owner: octo-org, subject_pattern: ${JSON.stringify(patterns)} }]`,
      {},
      trustPolicy([like({ sub: [...patterns].sort() }, { repository_owner_id: '123456' })]),
    );
    expectTrust(
      '[{ owner: octo-org, subject_pattern: "*:environment:eu", claims: { repository_owner_id: "123456", actor: mona } }]',
      {},
      trustPolicy([
        like({ repository: 'octo-org/*', sub: '*:environment:eu' }, { actor: 'mona', repository_owner_id: '123456' }),
      ]),
    );
    expectTrust(
      '[{ owner: nobody, subject_pattern: "repo:nobody/*:environment:eu" }]',
      GHES,
      trustPolicy([like({ sub: 'repo:nobody/*:environment:eu' })], 'github.octo-org.example/_services/token'),
    );
    expectTrust(
      '[{ owner: nobody, subject_pattern: "repo:nobody/*:environment:eu" }]',
      { ...GHES, locked: ['nobody/web: {}'] },
      trustPolicy([like({ sub: 'repo:nobody/*:environment:eu' })], 'github.octo-org.example/_services/token'),
    );
    expectTrust(
      '[{ owner: octo-org, subject_pattern: "repo:octo-org/*:environment:eu" }]',
      GHES,
      trustPolicy([like({ sub: 'repo:octo-org/*:environment:eu' })], 'github.octo-org.example/_services/token'),
    );
    expectTrust(
      '[{ owner: octo-org, subject_pattern: "repo:octo-org/*:x", claims: { repository_owner_id: "123456" } }]',
      CHINA,
      trustPolicy(
        [like({ sub: 'repo:octo-org/*:x' }, { aud: 'sts.amazonaws.com.cn', repository_owner_id: '123456' })],
        undefined,
        'aws-cn',
      ),
    );
    expectTrust(
      '[{ owner: octo-org, subject_pattern: "repo:octo-org@123456/*:environment:eu" }]',
      CHINA,
      trustPolicy(
        [like({ sub: 'repo:octo-org@123456/*:environment:eu' }, { aud: 'sts.amazonaws.com.cn' })],
        undefined,
        'aws-cn',
      ),
    );
  });

  it.each<[trust: string, pieces: Pieces, ...problems: string[]]>([
    ['[{ branch: main }]', {}, 'missing-key: { branch: main }'],
    // One that cannot be read is not missing.
    ['[{ repository: "we b", branch: main }]', {}, 'invalid-value: "we b"'],
    ['[{ owner: "octo org", subject_pattern: "*:x" }]', {}, 'invalid-value: "octo org"'],
    ['[{ owner: octo-org, branch: main }]', {}, 'invalid-value: owner'],
    ['[{ owner: octo-org, subject: "repo:octo-org/web:pull_request" }]', {}, 'invalid-value: owner'],
    ['[{ owner: octo-org, repository: web, subject_pattern: "repo:octo-org/*" }]', {}, 'invalid-value: owner'],
    ['[{ repository: web, branch: main }]', { binding: 'for_each_repository: [web]' }, 'invalid-value: repository'],
    [
      '[{ owner: octo-org, subject_pattern: "repo:octo-org/*" }]',
      { binding: 'for_each_repository: [web]' },
      'invalid-value: owner',
    ],
    ['[{ repository: [web, nothing], branch: main }]', {}, 'unlocked-repository: nothing'],
    ['[{ owner: nobody, subject_pattern: "repo:nobody/*:x" }]', {}, 'unlocked-repository: nobody'],
    ['[{ owner: Octo-Org, subject_pattern: "repo:Octo-Org/*:x" }]', {}, 'wrong-case: Octo-Org'],
    ['[{ owner: octo-org, subject_pattern: "*:x" }]', GHES, 'unpinned-subject: "*:x"'],
    ['[{ owner: octo-org, subject_pattern: ["repo:octo-org/*:x", "*:x"] }]', CHINA, 'unpinned-subject: "*:x"'],
    [
      '[{ owner: octo-org, subject_pattern: "repo:octo-org-1/*:x" }]',
      {},
      'hyphenated-id-subject: "repo:octo-org-1/*:x"',
    ],
    [
      '[{ owner: octo-org, subject_pattern: "repo:octo-org/*:x", claims: { repository_owner_id: "1" } }]',
      {},
      'contradictory-claims: repository_owner_id',
    ],
    [
      '[{ owner: octo-org, subject_pattern: "repo:octo-org/*:x", claims: { event_name: push } }]',
      {},
      'unsupported-claim: event_name',
    ],
  ])('%s in %j', (trust, pieces, ...problems) => {
    const found = trustOf({ trust, ...pieces });

    expect(found.problems.map(({ rule, text }) => `${rule}: ${text}`)).toEqual(problems);
    expect(found.policies).toEqual([]);
  });
});

it.each<[trust: string, pieces: Pieces, message: string]>([
  ['[{ branch: main }]', {}, 'the key `repository` is missing: whose jobs are trusted?'],
  [
    '[{ repository: web, branch: main }]',
    { binding: 'for_each_repository: [web]' },
    '`for_each_repository` gives this entry its repository already',
  ],
  ['[{ owner: Octo-Org, subject_pattern: "repo:Octo-Org/*:x" }]', {}, '`Octo-Org` is spelled `octo-org` at GitHub'],
  ['[{ owner: octo-org, subject_pattern: "*:x" }]', GHES, '`*:x` does not say that `octo-org` is the owner'],
])('says of %s what is wrong', (trust, pieces, message) => {
  expect(trustOf({ trust, ...pieces }).problems[0]?.message).toContain(message);
});

describe('audiences', () => {
  const entry = (audiences: string) => `[{ repository: web, branch: main, audiences: ${audiences} }]`;
  const account = 'region: us-east-2, audiences: [octo]';

  it('are those of the entry, if its account has them', () => {
    expectTrust(entry('[octo]'), { account }, trustPolicy([equals({ aud: 'octo', sub: MAIN })]));
    expectTrust(
      entry('[sts.amazonaws.com, octo]'),
      { account },
      trustPolicy([equals({ aud: ['octo', 'sts.amazonaws.com'], sub: MAIN })]),
    );
    expectTrust('[{ repository: web, branch: main }]', { account }, trustPolicy([equals({ sub: MAIN })]));
  });

  it('are written down where AWS has not said which one STS has', () => {
    const elsewhere = { account: 'region: eusc-de-east-1, audiences: [octo]' };

    expectTrust(entry('[octo]'), elsewhere, trustPolicy([equals({ aud: 'octo', sub: MAIN })], undefined, 'aws-eusc'));
    expect(trustOf({ trust: '[{ repository: web, branch: main }]', ...elsewhere }).problems).toEqual([
      {
        rule: 'missing-key',
        text: '{ repository: web, branch: main }',
        message: 'the key `audiences` is missing: AWS has not said which audience STS has in aws-eusc',
      },
    ]);
  });

  it.each([
    ['[octo, other]', account, 'other', 'it takes `sts.amazonaws.com`, `octo`; more are listed'],
    ['[other]', 'region: us-east-2', 'other', 'it takes `sts.amazonaws.com`; more are listed'],
    ['[other]', 'region: eusc-de-east-1', 'other', 'it takes none; more are listed'],
  ])('are not %s in an account of %s', (audiences, inAccount, text, message) => {
    expect(trustOf({ trust: entry(audiences), account: inAccount }).problems).toContainEqual({
      rule: 'invalid-value',
      text,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('values of contexts', () => {
  it.each([
    ['branch: "ma*"', 'wildcard-in-exact-value', '"ma*"', 'for a pattern write `branch_pattern`'],
    ['tag: "v?"', 'wildcard-in-exact-value', '"v?"', 'for a pattern write `tag_pattern`'],
    ['merge_queue: "m*"', 'wildcard-in-exact-value', '"m*"', 'for a pattern write `branch_pattern`'],
    ['environment: "p*"', 'wildcard-in-exact-value', '"p*"', 'for a pattern write `subject_pattern`'],
    ['subject: "repo:*"', 'wildcard-in-exact-value', '"repo:*"', 'for a pattern write `subject_pattern`'],
    ['branch: main, claims: { actor: "*" }', 'wildcard-in-exact-value', '"*"', 'for a pattern write `claim_patterns`'],
    ['branch: main, audiences: ["*"]', 'wildcard-in-exact-value', '"*"', '`audiences` is compared exactly'],
    ['branch: refs/heads/main', 'invalid-value', 'refs/heads/main', 'write the short name'],
    ['branch_pattern: "refs/heads/*"', 'invalid-value', '"refs/heads/*"', 'write the short name'],
    ['tag: "a b"', 'invalid-value', '"a b"', 'git allows no space'],
    ['tag_pattern: "v* "', 'invalid-value', '"v* "', 'git allows no space'],
    ['merge_queue: a..b', 'invalid-value', 'a..b', 'git allows no `..`'],
    ['environment: "50%"', 'invalid-value', '"50%"', '`%` in an environment name'],
    ['branch: "主"', 'rejected-by-iam', '"主"', 'IAM would refuse `主`'],
    ['branch_pattern: "主*"', 'rejected-by-iam', '"主*"', 'IAM would refuse `refs/heads/主*`'],
    ['subject_pattern: "**"', 'rejected-by-iam', '"**"', 'it consists of wildcards only'],
    ['branch: main, claim_patterns: { workflow: "?*" }', 'rejected-by-iam', '"?*"', 'it consists of wildcards only'],
    ['branch: "a&{b"', 'reserved-text', '"a&{b"', 'turned into `${`'],
    ['branch_pattern: "a&{*"', 'reserved-text', '"a&{*"', 'turned into `${`'],
    ['branch: "${nothing}"', 'unknown-template', '"${nothing}"', 'nothing'],
    ['branch_pattern: "${nothing}*"', 'unknown-template', '"${nothing}*"', 'nothing'],
  ])('refuses %s', (rest, rule, text, message) => {
    const found = trustOf({ trust: `[{ repository: web, ${rest} }]` });
    const [first] = found.problems;

    expect([first?.rule, first?.text]).toEqual([rule, text]);
    expect(first?.message).toContain(message);
    expect(found.problems.filter((problem) => problem.rule !== rule && problem.text === text)).toEqual([]);
    expect(found.policies).toEqual([]);
  });

  it('keeps what is put into a pattern from being one', () => {
    expectTrust(
      '[{ repository: web, branch_pattern: "${account.values.line}/*" }]',
      { account: 'region: us-east-2, values: { line: "a*" }' },
      trustPolicy([like({ sub: `${WEB}:ref:refs/heads/a\${*}/*` })]),
    );
  });

  it('refuses colons in environments on servers that may not encode them', () => {
    const trust = '[{ repository: web, environment: [eu, "eu:1"] }]';

    expect(trustOf({ trust, ...GHES }).problems.map(({ rule, text }) => [rule, text])).toEqual([
      ['colon-in-environment', '"eu:1"'],
    ]);
    expect(trustOf({ trust }).problems).toEqual([]);
  });
});

describe('other trust', () => {
  const ADMINS = {
    Sid: 'Admins',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::${account.id}:role/admin' },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Condition: {
      StringLike: { 'aws:PrincipalTag/team': ['${account.name}-*', '${aws:PrincipalTag/team}'] },
      Bool: { 'aws:MultiFactorAuthPresent': true },
    },
  };
  const run = (...statements: readonly object[]) =>
    trustOf({
      trust: '[{ repository: web, branch: main }]',
      binding: 'role: { other_trust: trust.json }',
      file: { Version: '2012-10-17', Statement: statements },
    });

  it('is kept behind that of the entries, with its templates filled in', () => {
    const deny = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      NotAction: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
    };

    expect(run(ADMINS, deny)).toEqual({
      problems: [],
      policies: [
        {
          Version: '2012-10-17',
          Statement: [
            ...(trustPolicy([equals({ sub: MAIN })]) as { Statement: object[] }).Statement,
            {
              ...ADMINS,
              Principal: { AWS: 'arn:aws:iam::111111111111:role/admin' },
              Condition: {
                Bool: { 'aws:MultiFactorAuthPresent': 'true' },
                StringLike: { 'aws:PrincipalTag/team': ['${aws:PrincipalTag/team}', 'octo-*'] },
              },
            },
            deny,
          ],
        },
      ],
    });
  });

  it.each([
    [{ AWS: '*' }, 'would let everybody assume the role'],
    [{ AWS: ['arn:aws:iam::222222222222:root', '*'] }, 'would let everybody assume the role'],
    [
      { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' },
      "is GitHub's OIDC provider",
    ],
    [
      { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com/octo' },
      "is GitHub's OIDC provider",
    ],
  ])('is not for %j', (principal, message) => {
    const { problems, policies } = run({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });

    expect(problems).toEqual([
      { rule: 'policy-file', text: expect.any(String) as string, message: expect.stringContaining(message) as string },
    ]);
    expect(policies).toEqual([]);
  });

  it.each([
    { ...ADMINS, Principal: { AWS: '${nothing}' } },
    { ...ADMINS, Condition: { StringLike: { 'aws:PrincipalTag/team': '${nothing}' } } },
  ])('is wrong if a template in it means nothing: %j', (statement) => {
    const { problems } = run(statement);

    expect(problems.map(({ rule, text }) => [rule, text])).toEqual([['unknown-template', '"${nothing}"']]);
  });
});
