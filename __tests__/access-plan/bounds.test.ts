import { stringify } from 'yaml';
import { BINDING_KEYS, ROLE_KEYS, VARIABLE_KEYS } from '../../src/access-plan/bounds/binding-keys';
import { type KeyCheck, checkKeys, createBounds } from '../../src/access-plan/bounds/bounds';
import { PERMISSION_KEYS } from '../../src/access-plan/bounds/permission-keys';
import { TRUST_KEYS } from '../../src/access-plan/bounds/trust-keys';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { binding } from '../../src/bindings/schema/binding';
import { createProblems } from '../../src/diagnostics/diagnostic';
import { location } from '../../src/diagnostics/source';

type Data = Readonly<Record<string, unknown>>;

const LOCK = stringify({
  version: 1,
  repositories: Object.fromEntries(
    ['octo-org/web', 'octo-org/api', 'octo-labs/tools'].map((name, i) => [
      name,
      { owner_id: name.startsWith('octo-org') ? '1' : '2', repository_id: `${i + 10}`, subject_prefix: `repo:${name}` },
    ]),
  ),
});

const FILES = {
  'trust.json': {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'sts:AssumeRole' },
  },
  'policy.json': { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } },
};

/** All that a file may do which does nothing special. */
const PLAIN = { accounts: ['staging'], repositories: ['octo-org/web'], role_names: ['web-*'], role_paths: ['/'] };

/** What a team's file is refused, or what else is wrong with it. */
function refusals(team: Data, allow: Data = PLAIN, main: Data = {}): readonly string[] {
  const bindings = stringify({
    version: 1,
    github: { owner: 'octo-org' },
    include: [{ files: 'team.yaml', allow }],
    accounts: { staging: { id: '111111111111', region: 'us-east-2', values: { it: 'web' }, audiences: ['octo'] } },
    bindings: {},
    ...main,
  });
  const texts = new Map(Object.entries(FILES).map(([file, json]) => [file, JSON.stringify(json)]));
  texts.set('team.yaml', stringify(team));
  const files = {
    list: (pattern: string) => [pattern],
    read: (file: string) => ({ file, text: texts.get(file) ?? '' }),
  };
  const [parsed, wrong] = parseBindings('bindings.yaml', bindings, files);
  const [lock, wrongLock] = parseLock('bindings.lock.yaml', LOCK, true);
  if (!parsed) throw new Error(JSON.stringify(wrong.map(({ message }) => message)));
  const [, wrongAccess] = resolveAccess(parsed, lock, files);
  const all = [...wrong, ...wrongLock, ...wrongAccess];
  return all.map(({ rule, message }) => (rule === 'not-allowed-here' ? message : `${rule}: ${message}`));
}

const TRUST = { repository: 'web', branch: 'main' };
const bound = (keys: Data, name = 'web-deploy') => ({
  bindings: { [name]: { accounts: ['staging'], trust: [TRUST], permissions: [], ...keys } },
});
const trusting = (entry: Data) => bound({ trust: [{ repository: 'web', ...entry }] });
const repository = (keys: Data) => ({ repositories: { web: keys } });

it('lets a file do what its bounds name', () => {
  expect(refusals(bound({}))).toEqual([]);
});

/** For each key what a file does with it, and the bounds without which it may not. */
const CASES: Readonly<Record<string, readonly (readonly [team: Data, allow: Data])[]>> = {
  accounts: [[bound({ accounts: ['staging'] }), { accounts: ['stag*'] }]],
  for_each_repository: [
    [bound({ for_each_repository: { a: 'api' }, trust: [{ branch: 'main' }] }), { repositories: ['octo-org/api'] }],
  ],
  trust: [[trusting({ repository: ['web', 'api'], branch: 'main' }), { repositories: ['octo-org/*'] }]],
  'trust.repository': [[trusting({ repository: 'octo-labs/tools', branch: 'main' }), { repositories: ['*/tools'] }]],
  'trust.owner': [
    [
      bound({ trust: [{ owner: 'octo-labs', subject_pattern: 'repo:octo-labs/*:x' }] }),
      { wide_subjects: true, repositories: ['octo-labs/*'] },
    ],
  ],
  'trust.any_context': [[trusting({ any_context: true }), { wide_subjects: true }]],
  'trust.subject': [[trusting({ subject: 'repo:octo-org/web:x' }), { wide_subjects: true }]],
  'trust.subject_pattern': [[trusting({ subject_pattern: 'repo:octo-org/web:*' }), { wide_subjects: true }]],
  'trust.claims': [
    [
      bound({ trust: [{ owner: 'octo-labs', subject_pattern: '*:x', claims: { repository: 'octo-labs/tools' } }] }),
      { wide_subjects: true, repositories: ['octo-labs/*'] },
    ],
  ],
  'trust.claim_patterns': [
    [
      bound({
        trust: [{ owner: 'octo-labs', subject_pattern: '*:x', claim_patterns: { repository: 'octo-labs/t*' } }],
      }),
      { wide_subjects: true, repositories: ['octo-labs/*'] },
    ],
  ],
  role: [[bound({ role: { name: 'admin' } }), { role_names: ['admin'] }]],
  'role.name': [[bound({ role: { name: '${account.name}-admin' } }), { role_names: ['staging-*'] }]],
  'role.path': [[bound({ role: { path: '/${account.values.it}/' } }), { role_paths: ['/web/'] }]],
  'role.max_session_duration': [
    [bound({ role: { max_session_duration: '12h' } }), { max_session_duration: '12h' }],
    [bound({ role: { max_session_duration: 3601 } }), { max_session_duration: '90m' }],
  ],
  'role.permissions_boundary': [
    [bound({ role: { permissions_boundary: 'wide' } }), { boundaries: ['wide'] }],
    [bound({ role: { permissions_boundary: 'own/${account.values.it}' } }), { boundaries: ['own/web'] }],
    [
      bound({ role: { permissions_boundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }),
      { boundaries: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
    ],
  ],
  'role.tags': [[bound({ role: { tags: { team: 'platform' } } }), { role_tags: ['t*'] }]],
  'role.exclusive': [[bound({ role: { exclusive: false } }), { role_import: true }]],
  'role.other_trust': [[bound({ role: { other_trust: 'trust.json' } }), { role_import: true }]],
  'role.import': [[bound({ role: { import: 'all' } }), { role_import: true }]],
  permissions: [[bound({ permissions: [{ managed: 'ReadOnlyAccess' }] }), { managed_policies: ['Read*'] }]],
  'permissions.managed': [
    [
      bound({ permissions: [{ managed: 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess' }] }),
      { managed_policies: ['job-function/*'] },
    ],
  ],
  'permissions.policy': [[bound({ permissions: [{ policy: 'ci/own' }] }), { policies: ['ci/*'] }]],
  'permissions.statement': [
    [bound({ permissions: [{ statement: { actions: 's3:GetObject', resources: '*' } }] }), { statements: true }],
  ],
  'permissions.file': [[bound({ permissions: [{ file: 'policy.json' }] }), { statements: true }]],
  'permissions.preset': [[bound({ permissions: [{ preset: 'ecr-pull', repository: 'web' }] }), { presets: ['ecr-*'] }]],
  variables: [[bound({ variables: { AWS_ROLE: '${role.arn}' } }), { variable_scopes: ['repository'] }]],
  'variables.scope': [
    [bound({ variables: { X: { value: 'x', scope: 'organization' } } }), { variable_scopes: ['organization'] }],
  ],
  renamed_from: [[bound({ renamed_from: 'web-old', role: { name: 'web-x' } }), { bindings: ['web-*'] }]],
  release: [[bound({ release: true }), { bindings: ['web-*'] }]],
};

interface Parts {
  readonly entries?: Data;
  readonly pipe?: readonly Parts[];
  readonly wrapped?: Parts;
  readonly item?: Parts;
  readonly options?: readonly Parts[];
  readonly value?: Parts;
}

/** The keys of the mapping that a schema is about, itself or in a list or a map. */
function keysOf(schema: unknown): readonly string[] {
  const { entries, pipe, wrapped, item, options, value } = schema as Parts;
  if (entries) return Object.keys(entries);
  const inner = [pipe?.[0] === schema ? undefined : pipe?.[0], wrapped, item, value, ...(options ?? [])];
  return inner.flatMap((each) => (each === undefined ? [] : keysOf(each)));
}

const { trust, role, permissions, variables } = binding.entries;
const LEVELS = [
  ['', binding, BINDING_KEYS],
  ['trust.', trust, TRUST_KEYS],
  ['role.', role, ROLE_KEYS],
  ['permissions.', permissions, PERMISSION_KEYS],
  ['variables.', variables, VARIABLE_KEYS],
] as const;

it.each(LEVELS)(
  'bounds every key that the file format has under `%s`, or says why it is harmless',
  (at, schema, checks) => {
    const keys = keysOf(schema);

    expect(keys.length).toBeGreaterThan(3);
    expect(Object.keys(checks).toSorted()).toEqual([...new Set(keys)].toSorted());
    for (const [key, check] of Object.entries<KeyCheck<never>>(checks)) {
      if (typeof check === 'object' && 'harmless' in check) expect(check.harmless).not.toBe('');
      else expect(CASES).toHaveProperty([at + key]);
    }
  },
);

it.each(Object.entries(CASES).flatMap(([key, cases]) => cases.map((each) => [key, ...each] as const)))(
  'allows `%s` by its bounds alone: %j with %j',
  (_, team, allow) => {
    const withoutNames = { ...PLAIN, ...('accounts' in allow ? { accounts: [] } : {}) };

    expect(
      refusals(team, withoutNames).filter((text) => text.includes('of the `allow` that bounds this file')),
    ).not.toEqual([]);
    expect(refusals(team, { ...PLAIN, ...allow }).filter((text) => text.includes('allow'))).toEqual([]);
  },
);

it('refuses a key that nobody has thought of', () => {
  const problems = createProblems();
  const source = { file: 'team.yaml', text: '', tree: null, pruned: [] };
  const allow = [{ value: PLAIN, at: location(source) }];
  const bounds = createBounds({ bounds: new Map([['team.yaml', { source, allow, written: {} }]]) } as never, problems);

  checkKeys({ description: 'x', constructor: 'x', later: 'x' }, location(source), BINDING_KEYS, {} as never, bounds);

  expect(problems.all.map(({ rule, message }) => [rule, /`\w+`/.exec(message)?.[0]])).toEqual([
    ['not-allowed-here', '`constructor`'],
    ['not-allowed-here', '`later`'],
  ]);
});

it.each<[team: Data, allowed: Data, refused: Data]>([
  [repository({ subject_format: 'both' }), { repository_settings: ['subject_*'] }, {}],
  [repository({ subject_format: null }), { repository_settings: ['subject_format'] }, {}],
  [
    repository({ moving_to: 'site' }),
    { repository_settings: ['moving_to'], repositories: ['octo-org/*'] },
    { repository_settings: ['moving_to'] },
  ],
  [
    repository({ moving_to: { owner: 'octo-labs', owner_id: '2', name: 'site' } }),
    { repository_settings: ['moving_to'], repositories: ['octo-org/web', 'octo-labs/site'] },
    { repository_settings: ['moving_to'], repositories: ['octo-org/*'] },
  ],
  [
    repository({ renamed_from: 'site' }),
    { repository_settings: ['renamed_from'], repositories: ['octo-org/*'] },
    { repository_settings: ['renamed_from'] },
  ],
])('bounds the settings of a repository: %j', (team, allowed, refused) => {
  const main = { defaults: { repository: { subject_format: 'legacy' } } };

  expect(refusals(team, { ...PLAIN, ...allowed }, main)).toEqual([]);
  expect(refusals(team, { ...PLAIN, ...refused }, main)).toHaveLength(1);
});

it('bounds a coming and a former name on GitHub Enterprise Server, too', () => {
  const github = { github: { owner: 'octo-org', host: 'github.octo-org.example' } };
  const allow = { ...PLAIN, repository_settings: ['*'] };

  expect(refusals(repository({ moving_to: 'site' }), allow, github)).toHaveLength(1);
  expect(refusals(repository({ renamed_from: 'site' }), allow, github)).toHaveLength(1);
});

describe('what the defaults say', () => {
  const defaults = (keys: Data) => ({ defaults: keys });
  const WORKFLOW = 'octo-org/shared/.github/workflows/deploy.yml@refs/heads/main';

  it.each([
    { role: { path: '/ci/', tags: { team: 'x' }, max_session_duration: '12h', exclusive: false } },
    { role: { permissions_boundary: 'ci' } },
    { variables: { AWS_ROLE_ARN: '${role.arn}' } },
    { trust: { claims: { repository: 'octo-org/web' }, claim_patterns: { workflow: 'Deploy*' } } },
  ])('is not charged to a file: %j', (keys) => {
    expect(refusals(bound({}), PLAIN, defaults(keys))).toEqual([]);
  });

  it('is not charged to its repositories', () => {
    const allow = { ...PLAIN, repository_settings: ['until'] };
    const main = defaults({ repository: { subject_format: 'both' } });

    expect(refusals({ ...bound({}), ...repository({ until: '2027-01-31' }) }, allow, main)).toEqual([]);
  });

  it.each<[entry: Data, isNarrower: boolean]>([
    [{ claims: { actor: 'mona' } }, true],
    [{ claims: { job_workflow_ref: WORKFLOW } }, true],
    [{ claims: { workflow: 'Deploy now' } }, true],
    [{ claim_patterns: { workflow: 'Deploy*' } }, true],
    [{ claims: { job_workflow_ref: null } }, false],
    [{ claims: { job_workflow_ref: [WORKFLOW, 'octo-org/web/.github/workflows/own.yml@refs/heads/x'] } }, false],
    [{ claim_patterns: { job_workflow_ref: `${WORKFLOW}*` } }, false],
    [{ claim_patterns: { workflow: null } }, false],
    [{ claim_patterns: { workflow: 'De*' } }, false],
    [{ claims: { workflow: ['Deploy now', 'Other'] } }, false],
  ])('is a floor of what entries require: %j', (entry, isNarrower) => {
    const main = defaults({
      trust: { claims: { job_workflow_ref: WORKFLOW }, claim_patterns: { workflow: 'Deploy*' } },
    });
    const team = trusting({ branch: 'main', ...entry });

    expect(refusals(team, PLAIN, main)).toHaveLength(isNarrower ? 0 : 1);
    expect(refusals(team, { ...PLAIN, wide_subjects: true }, main)).toEqual([]);
  });

  it('is dropped, with what it says of tags, only by who may set them', () => {
    const main = defaults({ role: { tags: { team: 'x', stage: 'y' }, path: '/ci/' } });

    expect(refusals(bound({ role: { tags: null } }), PLAIN, main)).toHaveLength(2);
    expect(refusals(bound({ role: { tags: { stage: null } } }), { ...PLAIN, role_tags: ['team'] }, main)).toHaveLength(
      1,
    );
    expect(refusals(bound({ role: { tags: null } }), { ...PLAIN, role_tags: ['*'] }, main)).toEqual([]);
    expect(refusals(bound({ role: { path: null } }), { ...PLAIN, role_paths: ['/ci/'] }, main)).toHaveLength(1);
  });
});

it('bounds every account in which something is let go of, retired ones too', () => {
  const account = (id: string, more: Data = {}) => ({ id: id.repeat(12), region: 'us-east-2', ...more });
  const accounts = { staging: account('1'), production: account('2'), old: account('3', { retired: true }) };
  const refused = (keys: Data, allowed = ['staging']) =>
    refusals(bound(keys), { ...PLAIN, accounts: allowed, bindings: ['*'], role_import: true }, { accounts });

  expect(refused({ accounts: ['staging', 'old'] })).toEqual([expect.stringContaining('`old`')]);
  expect(refused({ accounts: ['staging', 'old'], release: true })).toEqual([expect.stringContaining('`old`')]);
  expect(refused({ role: { import: ['production'] } })).toEqual([expect.stringContaining('`production`')]);
  expect(refused({ role: { import: 'all' } })).toHaveLength(2);
  expect(refused({ role: { import: ['staging'] } })).toEqual([]);
  expect(refused({ role: { import: 'all' } }, ['*'])).toEqual([]);
});

it('keeps a file from the names of bindings that others had', () => {
  const release = bound({ release: true, role: { name: 'web-x' } }, 'admin');

  expect(refusals(release)).toHaveLength(1);
  expect(refusals(release, { ...PLAIN, bindings: ['web-*'] })).toHaveLength(1);
  expect(refusals(bound({ role: { name: 'web-x' } }, 'admin'), { ...PLAIN, bindings: ['web-*'] })).toHaveLength(1);
  expect(
    refusals(bound({ renamed_from: 'admin', role: { name: 'web-x' } }), { ...PLAIN, bindings: ['web-*'] }),
  ).toHaveLength(1);
  expect(
    refusals(
      bound({ for_each_repository: { one: 'web' }, trust: [{ branch: 'main' }], renamed_from: 'web' }, 'web-all'),
      { ...PLAIN, bindings: ['web-all-*'] },
    ).filter((text) => text.includes('`bindings`')),
  ).toHaveLength(1);
});

it('does not take `?` of a bound for every name of a pattern', () => {
  const team = bound({ trust: [{ owner: 'octo-labs', subject_pattern: 'repo:octo-labs/*:x' }] });

  expect(refusals(team, { ...PLAIN, wide_subjects: true, repositories: ['octo-labs/?'] })).toHaveLength(1);
});

it('bounds nothing in a file without `allow`', () => {
  const main = { include: ['team.yaml'] };

  expect(refusals(bound({ release: true, role: { tags: { x: 'y' } } }), PLAIN, main)).toEqual([]);
});
