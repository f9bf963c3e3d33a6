import fc from 'fast-check';
import { stringify } from 'yaml';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { noFiles } from '../support/no-files';

const ID = '111111111111';
const [LOCK] = parseLock(
  'bindings.lock.yaml',
  `version: 1
repositories:
  octo-org/web: { owner_id: '123456', repository_id: '456789', subject_prefix: 'repo:octo-org@123456/web@456789' }
`,
  true,
);

interface Given {
  readonly account?: object;
  readonly role?: object;
}

/** The account's plan, and what is said against it. */
function resolved({ account = {}, role = {} }: Given) {
  const file = {
    version: 1,
    github: { owner: 'octo-org' },
    accounts: { production: { id: ID, region: 'us-east-2', ...account } },
    bindings: { deploy: { accounts: 'production', role, trust: [{ repository: 'web', branch: 'main' }] } },
  };
  const [bindings, wrong] = parseBindings('bindings.yaml', stringify(file), noFiles);
  const [access, wrongPlan] = bindings ? resolveAccess(bindings, LOCK, noFiles) : [undefined, []];
  const messages = [...wrong, ...wrongPlan].map(({ message }) => message);
  return { messages, plan: access?.plan.accounts[0], role: access?.plan.accounts[0]?.roles[0] };
}

function numbered(count: number, prefix = 'tag'): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}-${i}`, 'x']));
}

const FOREIGN_ARN = [
  'arn:aws:iam::999999999999:policy/boundary',
  'arn:aws-cn:iam::111111111111:policy/boundary',
  'arn:aws:iam::111111111111:role/boundary',
  'arn:aws:iam:us-east-2:111111111111:policy/boundary',
  'arn:aws:s3::111111111111:policy/boundary',
  'arn:aws:iam::111111111111:policy/',
  'arn:aws:iam::111111111111:policy',
  'arn:foo',
  'my boundary',
  'ci/my boundary',
  'boundary/',
  'bound*ry',
  '/',
];

it.each(FOREIGN_ARN)('refuses %s as a boundary of an account and of a role', (permissions_boundary) => {
  expect(resolved({ account: { permissions_boundary } }).messages).toHaveLength(1);
  expect(resolved({ role: { permissions_boundary } }).messages).toHaveLength(1);
});

it.each([
  ['boundary', `arn:aws:iam::${ID}:policy/boundary`],
  ['/ci/boundary', `arn:aws:iam::${ID}:policy/ci/boundary`],
  ['/none', `arn:aws:iam::${ID}:policy/none`],
  ['arn:aws:iam::aws:policy/job-function/ViewOnlyAccess', 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'],
  ['arn:${account.partition}:iam::${account.id}:policy/b', `arn:aws:iam::${ID}:policy/b`],
])('takes %s for a boundary', (permissions_boundary, arn) => {
  for (const given of [{ account: { permissions_boundary } }, { role: { permissions_boundary } }])
    expect(resolved(given)).toMatchObject({ messages: [], role: { permissionsBoundary: arn } });
});

it('has no boundary but a policy of the account or of AWS, whatever is written', () => {
  const piece = fc.constantFrom(
    'arn',
    ':',
    ':',
    'aws',
    'aws-cn',
    'iam',
    ID,
    '999999999999',
    'policy',
    '/',
    'b',
    ' ',
    '*',
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
  const shaped = fc
    .tuple(
      fc.constantFrom('aws', 'aws-cn'),
      fc.constantFrom('', ID, '9', 'aws'),
      fc.constantFrom('policy/', 'role/'),
      text,
    )
    .map(([partition, owner, kind, name]) => `arn:${partition}:iam::${owner}:${kind}${name}`);
  fc.assert(
    fc.property(fc.oneof(text, shaped), (permissions_boundary) => {
      const { messages, role } = resolved({ role: { permissions_boundary } });
      if (messages.length === 0)
        expect(role?.permissionsBoundary).toMatch(/^arn:aws:iam::(111111111111|aws):policy\/([!-~]+\/)?[\w+=,.@-]+$/);
    }),
  );
});

it('takes tags as IAM does: those of account and role together, unique regardless of case, at most 50', () => {
  const tags = fc.dictionary(
    fc.constantFrom('team', 'Team', 'TEAM', 'owner', 'Owner', 'cost'),
    fc.constantFrom('a', 'b'),
  );
  fc.assert(
    fc.property(tags, tags, (given, own) => {
      const { messages, plan } = resolved({ account: { tags: given }, role: { tags: own } });
      const keys = [...new Set([...Object.keys(given), ...Object.keys(own)])];
      const isUnique = new Set(keys.map((key) => key.toLowerCase())).size === keys.length;
      expect(messages.length === 0).toBe(isUnique);
      if (isUnique) expect(plan?.tags.map(({ name }) => name).sort()).toEqual(Object.keys(given).sort());
    }),
  );
});

it.each([
  [30, 20, 0, true],
  [30, 21, 0, false],
  [50, 0, 0, true],
  [51, 0, 0, false],
  [30, 20, 30, true],
])(
  '%i tags of the account, %i others of the role and %i of the same name: fine is %s',
  (ofAccount, own, same, fine) => {
    const tags = { ...numbered(own, 'own'), ...numbered(same) };
    expect(resolved({ account: { tags: numbered(ofAccount) }, role: { tags } }).messages.length === 0).toBe(fine);
  },
);

it.each([
  [99, true],
  [100, false],
])('takes %i audiences beside that of STS: %s', (count, fine) => {
  const audiences = Object.keys(numbered(count));
  expect(resolved({ account: { audiences } }).messages.length === 0).toBe(fine);
});

it('counts the audience of STS once, and thumbprints that differ in case', () => {
  const audiences = [...Object.keys(numbered(99)), 'sts.amazonaws.com'];
  const { messages, plan } = resolved({ account: { audiences, thumbprints: ['A'.repeat(40), 'a'.repeat(40)] } });

  expect(messages).toEqual([]);
  expect(plan?.oidcProviders[0]).toMatchObject({ thumbprints: ['a'.repeat(40)] });
  expect(plan?.oidcProviders[0]?.audiences).toHaveLength(100);
});

it.each([
  ['external_id', 'x', false],
  ['external_id', 'xx', true],
  ['external_id', 'a'.repeat(1224), true],
  ['external_id', 'a'.repeat(1225), false],
  ['external_id', 'octo:web/1', true],
  ['external_id', 'two words', false],
  ['session_name', 'two words', false],
  ['session_name', 'a', false],
  ['session_name', 'bindings@octo', true],
  ['session_name', 'a'.repeat(65), false],
  ['session_name', '${account.id}-${account.name}', true],
  ['session_name', '${account.id}:${account.name}', false],
  ['role_arn', `arn:aws:iam::${ID}:role/ci/terraform`, true],
  ['role_arn', 'arn:${account.partition}:iam::${account.id}:role/terraform', true],
  ['role_arn', `arn:aws:iam::${ID}:user/terraform`, false],
  ['role_arn', 'arn:aws:iam::${account.name}:role/terraform', false],
  ['role_arn', `arn:aws-us-gov:iam::${ID}:role/terraform`, false],
])('asks of credentials what STS asks: %s %s: %s', (key, value, fine) => {
  const role = { role_arn: `arn:aws:iam::${ID}:role/terraform`, [key]: value };
  expect(resolved({ account: { credentials: { assume_role: role } } }).messages.length === 0).toBe(fine);
});

it.each([
  ['a'.repeat(1000), true],
  ['a'.repeat(1001), false],
  ['é'.repeat(500), true],
  ['é'.repeat(501), false],
  ['', true],
])('takes a description as the provider counts it: %#', (description, fine) => {
  expect(resolved({ role: { description } }).messages.length === 0).toBe(fine);
});

it('says of each attribute whether the file sets it', () => {
  const unset = (given: Given) => resolved(given).role?.unset;

  expect(unset({})).toEqual(['description', 'max_session_duration', 'permissions_boundary', 'tags', 'tags_all']);
  expect(unset({ account: { tags: { team: 'x' } } })).toContain('tags');
  expect(unset({ account: { tags: { team: 'x' } } })).not.toContain('tags_all');
  expect(unset({ account: { tags: { team: 'x' } }, role: { import: 'all' } })).toContain('tags_all');
  expect(
    unset({ role: { description: '', max_session_duration: '1h', permissions_boundary: 'none', tags: {} } }),
  ).toEqual([]);
});
