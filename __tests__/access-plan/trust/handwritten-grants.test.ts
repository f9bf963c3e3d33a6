import {
  type Conditions,
  type TrustPieces,
  equals,
  expectTrust,
  like,
  trustOf,
  trustPolicy,
} from '../../support/trust';

type Pieces = Omit<TrustPieces, 'trust'>;

const WEB = 'repo:octo-org@123456/web@456789';
const PINS = { repository_id: '456789', repository_owner_id: '123456' };
const NAMED = { ...PINS, repository: 'octo-org/web' };
const API_PINS = { repository_id: '456790', repository_owner_id: '123456' };
const CHINA = { account: 'region: cn-north-1' };
const GHES = { github: '{ owner: octo-org, host: github.octo-org.example }' };

it.each<[entry: string, ...statements: Conditions[]]>([
  [`repository: web, subject: "${WEB}:environment:eu"`, equals({ sub: `${WEB}:environment:eu` })],
  [`repository: web, subject: "${WEB}"`, equals({ sub: WEB })],
  [`repository: web, subject_pattern: "${WEB}:*"`, like({ sub: `${WEB}:*` })],
  [
    `repository: web, subject: ["${WEB}:b", "${WEB}:a"], claims: { actor: mona }`,
    equals({ actor: 'mona', sub: [`${WEB}:a`, `${WEB}:b`] }),
  ],
  // Without the immutable prefix the ids stand beside the subject.
  [
    'repository: api, subject: "repo:octo-org/api:ref:refs/heads/main"',
    equals({ ...API_PINS, sub: 'repo:octo-org/api:ref:refs/heads/main' }),
  ],
  [
    'repository: api, subject_pattern: "repo:octo-org/api*:pull_request"',
    like({ sub: 'repo:octo-org/api*:pull_request' }, { ...API_PINS, repository: 'octo-org/api' }),
  ],
  ['repository: web, subject: "environment:eu"', equals({ ...NAMED, sub: 'environment:eu' })],
  ['repository: web, subject_pattern: "*:environment:eu"', like({ sub: '*:environment:eu' }, NAMED)],
  ['repository: web, subject: "repository_id:456789"', equals({ ...NAMED, sub: 'repository_id:456789' })],
  // Ids that are said already are not repeated; others are required by their name only.
  [
    `repository: web, subject: "${WEB}:x", claims: { repository_id: "456789", repository_owner_id: "123456" }`,
    equals({ sub: `${WEB}:x` }),
  ],
  [
    'repository: web, subject: "environment:eu", claims: { repository_owner_id: "123456" }',
    equals({ ...NAMED, sub: 'environment:eu' }),
  ],
  [
    'repository: web, subject: "environment:eu", claims: { repository_id: "456789", repository: octo-org/web }',
    equals({ ...NAMED, sub: 'environment:eu' }),
  ],
  // Each repository of a list takes the subjects of its own.
  [
    `repository: [web, api], subject: ["${WEB}:x", "repo:octo-org/api:x"]`,
    equals({ sub: `${WEB}:x` }),
    equals({ ...API_PINS, sub: 'repo:octo-org/api:x' }),
  ],
  [
    'repository: [web, api], subject: "environment:eu"',
    equals({ ...API_PINS, repository: 'octo-org/api', sub: 'environment:eu' }),
    equals({ ...NAMED, sub: 'environment:eu' }),
  ],
])('trusts %s', (entry, ...statements) => {
  expectTrust(`[{ ${entry} }]`, {}, trustPolicy(statements));
});

it('trusts subjects of coming names', () => {
  expectTrust(
    '[{ repository: web, subject: "repo:octo-org@123456/shop@456789:x" }]',
    { repositories: '{ web: { moving_to: shop } }' },
    trustPolicy([equals({ sub: 'repo:octo-org@123456/shop@456789:x' })]),
  );
});

it.each(['repo:octo-org/api:x', 'repository_id:456790:x', 'x:repository:octo-org/api'])(
  'trusts %s without ids where they cannot be required',
  (sub) => {
    expectTrust(
      `[{ repository: api, subject: "${sub}" }]`,
      CHINA,
      trustPolicy([equals({ aud: 'sts.amazonaws.com.cn', sub })], undefined, 'aws-cn'),
    );
  },
);

it('requires ids that are asked for where they are not required anyway', () => {
  const ids = 'claims: { repository_id: "456790", repository_owner_id: "123456" }';
  const conditions = equals({ ...API_PINS, aud: 'sts.amazonaws.com.cn', sub: 'repo:octo-org/api:x' });

  expectTrust(
    `[{ repository: api, subject: "repo:octo-org/api:x", ${ids} }]`,
    CHINA,
    trustPolicy([conditions], undefined, 'aws-cn'),
  );
});

it('trusts a name on GitHub Enterprise Server', () => {
  expectTrust(
    '[{ repository: api, subject: "repo:octo-org/api:x" }]',
    GHES,
    trustPolicy([equals({ sub: 'repo:octo-org/api:x' })], 'github.octo-org.example/_services/token'),
  );
});

it.each<[entry: string, pieces: Pieces, ...problems: string[]]>([
  ['repository: web, subject: "repo:octo-org/other:x"', {}, 'contradictory-claims: of another repository'],
  ['repository: web, subject: "repo:octo-labs/web:x"', {}, 'contradictory-claims: of another repository'],
  [
    'repository: [web, api], subject: "repo:octo-org/other:x"',
    {},
    'contradictory-claims: of another repository',
    'contradictory-claims: of another repository',
  ],
  ['repository: web, subject: "repo:octo-org/web:x"', {}, `contradictory-claims: are \`${WEB}:…\`, as`],
  ['repository: web, subject: "repo:octo-org/web"', {}, `contradictory-claims: are \`${WEB}:…\`, as`],
  ['repository: web, subject: "repo:octo-org@123456/web@1:x"', {}, `contradictory-claims: are \`${WEB}:…\`, as`],
  [
    'repository: unasked, subject: "repo:octo-org@1/unasked@2:x"',
    {},
    'contradictory-claims: are `repo:octo-org/unasked:…` or `repo:octo-org@123456/unasked@456791:…`, as',
  ],
  [
    'repository: web, subject_pattern: "repo:octo-org@123456/web@9:*"',
    {},
    `contradictory-claims: are \`${WEB}:…\`, as`,
  ],
  ['repository: api, subject: "environment:eu"', CHINA, 'unpinned-subject: anyone could mint it'],
  ['repository: api, subject: "environment:eu"', GHES, 'unpinned-subject: anyone could mint it'],
  ['repository: api, subject: "x:repository:octo-org/api"', GHES, 'unpinned-subject: anyone could mint it'],
  ['repository: api, subject_pattern: "repo:octo-org/*:x"', CHINA, 'unpinned-subject: anyone could mint it'],
  ['repository: web, subject: "repo:octo-org-123456/web-456789:x"', {}, 'hyphenated-id-subject: withdrawn form'],
  ['repository: web, subject: "repo:octo-org@123456/web:x"', {}, 'half-id-pin: both and in digits, or neither'],
  [
    'repository: web, subject: "environment:eu", claims: { repository_id: "1" }',
    {},
    'contradictory-claims: `repository_id` must be `1`',
  ],
  [
    'repository: web, subject: "environment:eu", claims: { repository_owner_id: "1" }',
    {},
    'contradictory-claims: `repository_owner_id` must be `1`',
  ],
  ['repository: web, subject: "environment:eu", claims: { run_id: "1" }', {}, 'unsupported-claim: `run_id`'],
])('does not trust %s with %j', (entry, pieces, ...expected) => {
  const { problems, policies } = trustOf({ trust: `[{ ${entry} }]`, ...pieces });

  expect(problems.map(({ rule }) => rule)).toEqual(expected.map((text) => text.split(':', 1)[0]));
  expected.forEach((text, i) => expect(problems[i]?.message).toContain(text.slice(text.indexOf(':') + 2)));
  expect(policies).toEqual([]);
});
