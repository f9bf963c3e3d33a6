import { parse, stringify } from 'yaml';
import { inShort } from '../support/lint-text';
import { lintChange } from '../support/changes';

/** An input as data. */
type Input = Record<string, Record<string, unknown>> & { lock: Record<string, Record<string, unknown>> };

const BINDINGS = `version: 1
github: { owner: octo-org }
accounts:
  production: { id: '111111111111', region: us-east-2 }
  staging: { id: '222222222222', region: us-east-2, backend: { s3: { bucket: octo-state, key: staging, region: us-east-2 } } }
repositories:
  web: { environments: { production: { reviewers: { teams: [managers], users: [7] }, deployment_branches: [main, 'release/*'] } } }
bindings:
  web-deploy:
    accounts: [production, staging]
    trust: [{ repository: web, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }]
    variables: { 'ROLE_\${account.name}': '\${role.arn}', SHARED: { value: x, scope: organization } }
  adopted:
    accounts: [production, staging]
    role: { import: [production] }
    trust: [{ repository: api, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }]
    variables: { SHARED: { value: x, scope: organization } }
`;
const repository = (id: string) => ({ owner_id: '123456', repository_id: id, subject_claims: 'default' });
const LOCK = {
  'octo-org/api': repository('456790'),
  'octo-org/web': { ...repository('456789'), environments: { production: 'absent' } },
};

const base = () => ({ ...(parse(BINDINGS) as object), lock: structuredClone(LOCK) }) as unknown as Input;
const texts = ({ lock, ...file }: Input) => ({
  bindings: stringify(file),
  lock: stringify({ version: 1, repositories: lock }),
});

/** What is said of the change of an input. */
function diagnosticsOf(before: Input, after: Input) {
  return lintChange(texts(before), texts(after), { lintRules: false }).diagnostics;
}

/** What is said of the change, in short and with the first line of each message. */
function said(edit: (input: Input) => void, prepare: (input: Input) => void = () => undefined): readonly string[] {
  const [before, after] = [base(), base()];
  prepare(before);
  prepare(after);
  edit(after);
  const diagnostics = diagnosticsOf(before, after);
  const heads = diagnostics.map(({ message }) => message.split('\n')[0] ?? '');
  return inShort(diagnostics).map((short, i) => `${short.replace(/^\S+ /, '')}: ${heads[i] ?? ''}`);
}

const web = ({ bindings }: Input) => bindings?.['web-deploy'] as Record<string, unknown>;
const adopted = ({ bindings }: Input) => bindings?.adopted as Record<string, unknown>;
const account = ({ accounts }: Input, name: string) => accounts?.[name] as Record<string, unknown>;
const environment = (input: Input, settings: object) =>
  (input.repositories = { web: { environments: { production: settings } } });
const each = (input: Input) => {
  const binding = { accounts: 'all', for_each_repository: ['api'], trust: [{ branch: 'main' }], permissions: [] };
  input.bindings = { 'web-deploy': web(input), each: binding };
  delete web(input).variables;
};
const PROTECTED = { reviewers: { teams: ['managers'], users: [7] }, deployment_branches: ['main', 'release/*'] };

const CASES: readonly (readonly [
  what: string,
  expected: readonly RegExp[],
  edit: (input: Input) => void,
  prepare?: (input: Input) => void,
])[] = [
  ['nothing', [], () => undefined],
  [
    'a path by defaults, for all roles at once',
    [
      /role-replaced: the role of `web-deploy` in `production`, `staging` would be/,
      /role-replaced: the role of `adopted`/,
    ],
    (input) => (input.defaults = { role: { path: '/ci/' } }),
  ],
  ['a path that is the default', [], (input) => (input.defaults = { role: { path: '/' } })],
  [
    'letter case in a role name',
    [/role-replaced: .* name `web-deploy` becomes `Web-Deploy`/],
    (input) => (web(input).role = { name: 'Web-Deploy' }),
  ],
  [
    'two roles that exchange their names',
    [/role-replaced: the role of `web-deploy`/, /role-replaced: the role of `adopted`/],
    (input) => {
      web(input).role = { name: 'adopted' };
      adopted(input).role = { name: 'web-deploy' };
    },
    (input) => delete adopted(input).role,
  ],
  [
    'a template in a role name',
    [/role-replaced: the role of `web-deploy` in `production`/, /role-replaced: the role of `web-deploy` in `staging`/],
    (input) => (web(input).role = { name: 'web-deploy' }),
    (input) => (web(input).role = { name: 'web-${account.name}' }),
  ],
  [
    'an account that an adopted role loses',
    [],
    (input) => (adopted(input).accounts = ['staging']),
    (input) => delete adopted(input).variables,
  ],
  [
    'an account that an adopted role loses together with its adoption',
    [/role-destroyed: the role `adopted` in `production` would be destroyed, although/],
    (input) => {
      adopted(input).accounts = ['staging'];
      adopted(input).role = {};
    },
    (input) => delete adopted(input).variables,
  ],
  [
    'a binding with an adopted role taken out',
    [/role-destroyed: the role `adopted` in `production` would be destroyed, although/],
    (input) => delete input.bindings?.adopted,
    (input) => delete adopted(input).variables,
  ],
  ['an account that a role of our own loses', [], (input) => (web(input).accounts = ['production'])],
  ['an adoption that is over', [], (input) => delete adopted(input).role],
  [
    'a binding whose adoption is over',
    [],
    (input) => delete input.bindings?.adopted,
    (input) => {
      delete adopted(input).role;
      delete adopted(input).variables;
    },
  ],
  [
    'an adopted role that is released without its permissions',
    [/role-destroyed: the role `adopted` in `production` is let go of, and would lose `.*ReadOnlyAccess`/, /`staging`/],
    (input) => Object.assign(adopted(input), { release: true, permissions: [] }),
  ],
  ['an adopted role that is released', [], (input) => (adopted(input).release = true)],
  ['a binding taken out', [], (input) => delete input.bindings?.['web-deploy'], (input) => delete web(input).variables],
  [
    'a name of another letter case taken over',
    [
      /role-destroyed: the role `web-deploy` in `production` would be destroyed and made anew/,
      /role-destroyed: .*`staging`/,
    ],
    (input) => {
      const { 'web-deploy': own, ...others } = input.bindings ?? {};
      input.bindings = { ...others, ship: { ...(own as object), role: { name: 'WEB-deploy' } } };
    },
    (input) => delete web(input).variables,
  ],
  [
    'a binding that is renamed and let go of at once',
    [
      /role-destroyed: the role `web-deploy` in `production` would be destroyed: it is that of the binding `web-deploy`/,
      /role-destroyed: .*`staging`/,
    ],
    (input) => {
      const { 'web-deploy': own, ...others } = input.bindings ?? {};
      input.bindings = { ...others, ship: { ...(own as object), role: { name: 'Web-deploy' }, release: true } };
    },
    (input) => delete web(input).variables,
  ],
  [
    'a binding that is let go of and leaves an account at once',
    [
      /role-destroyed: the role `web-deploy` in `staging` would be destroyed: the binding lets go of its roles, and has left/,
    ],
    (input) => Object.assign(web(input), { release: true, accounts: ['production'] }),
    (input) => delete web(input).variables,
  ],
  [
    'a binding that is renamed in words and let go of at once',
    [],
    (input) => {
      const { 'web-deploy': own, ...others } = input.bindings ?? {};
      const ship = { ...(own as object), role: { name: 'web-deploy' }, release: true, renamed_from: 'web-deploy' };
      input.bindings = { ...others, ship };
    },
    (input) => delete web(input).variables,
  ],
  [
    'an adopted provider of a retired account',
    [],
    (input) => (account(input, 'production').retired = true),
    (input) => {
      account(input, 'production').oidc_provider = 'import';
      delete input.bindings?.adopted;
    },
  ],
  [
    'the issuer, switched in two steps',
    [],
    (input) => (input.github = { owner: 'octo-org', enterprise_issuer: 'octo' }),
    (input) => (input.github = { owner: 'octo-org', enterprise_issuer: { slug: 'octo', keep_bare: true } }),
  ],
  [
    'the issuer, switched back',
    [/provider-destroyed: .*\/octo in `production`/, /provider-destroyed: .*\/octo in `staging`/],
    (input) => (input.github = { owner: 'octo-org' }),
    (input) => (input.github = { owner: 'octo-org', enterprise_issuer: { slug: 'octo', keep_bare: true } }),
  ],
  [
    'a repository that is listed under another name',
    [
      /role-destroyed: the role `each-api` in `production` would be destroyed, and `each-app` made in its place/,
      /role-destroyed: .*`staging`/,
    ],
    (input) => {
      (input.bindings?.each as Record<string, unknown>).for_each_repository = ['app'];
      input.lock['octo-org/app'] = { ...repository('456790'), former_names: ['octo-org/api'] };
      delete input.lock['octo-org/api'];
    },
    each,
  ],
  [
    'a repository that is listed under another name, and let go of at once',
    [
      /role-destroyed: the role `each-api` in `production` would be destroyed: its repository is listed as/,
      /role-destroyed: .*`staging`/,
    ],
    (input) => {
      Object.assign(input.bindings?.each as object, { for_each_repository: ['app'], release: true });
      input.lock['octo-org/app'] = { ...repository('456790'), former_names: ['octo-org/api'] };
      delete input.lock['octo-org/api'];
    },
    each,
  ],
  [
    'a repository that is listed under another name, by the key that is asked for',
    [],
    (input) => {
      (input.bindings?.each as Record<string, unknown>).for_each_repository = { api: 'app' };
      input.lock['octo-org/app'] = { ...repository('456790'), former_names: ['octo-org/api'] };
      delete input.lock['octo-org/api'];
    },
    each,
  ],
  [
    'a provider left to others before the switch back, as is asked for',
    [],
    (input) => (input.github = { owner: 'octo-org' }),
    (input) => {
      input.github = { owner: 'octo-org', enterprise_issuer: 'octo' };
      for (const name of ['production', 'staging']) account(input, name).oidc_provider = 'existing';
    },
  ],
  ['a provider left to others', [], (input) => (account(input, 'production').oidc_provider = 'existing')],
  [
    'a bucket of the state',
    [/state-moved: the stack `staging` would keep its state somewhere else: .*bucket octo-state.*bucket other-state/],
    (input) =>
      (account(input, 'staging').backend = { s3: { bucket: 'other-state', key: 'staging', region: 'us-east-2' } }),
  ],
  [
    'a first backend',
    [/state-moved: the stack `production`/],
    (input) => (account(input, 'production').backend = { local: { path: 'x' } }),
  ],
  ['no backend any more', [/state-moved: the stack `staging`/], (input) => delete account(input, 'staging').backend],
  [
    'how the state is reached',
    [],
    (input) =>
      (account(input, 'staging').backend = {
        s3: { bucket: 'octo-state', key: 'staging', region: 'us-east-2', use_lockfile: true, profile: 'state' },
      }),
  ],
  [
    'the id of an account',
    [/state-moved: the stack `production` was that of account 111111111111, and would be that of account 333333333333/],
    (input) => (account(input, 'production').id = '333333333333'),
  ],
  [
    'a stack of another name',
    [/state-moved: account 111111111111 had the stack `production`, and would have `live`/],
    (input) => (account(input, 'production').stack = 'live'),
  ],
  [
    'an account whose end was applied',
    [],
    (input) => {
      delete input.accounts?.production;
      web(input).accounts = ['staging'];
    },
    (input) => {
      account(input, 'production').retired = true;
      delete input.bindings?.adopted;
    },
  ],
  [
    'the last declared environment',
    [/state-moved: the stack `github-protect-octo-org` leaves/],
    (input) => delete input.repositories,
  ],
  [
    'an environment in other letters',
    [/environment-unmanaged: the environment `production` of `octo-org\/web` would be deleted/],
    (input) => {
      input.repositories = { web: { environments: { Production: PROTECTED } } };
      (input.lock['octo-org/web'] ?? {}).environments = { Production: 'absent' };
    },
  ],
  [
    'an organization variable that fewer repositories see',
    [/warning variable-lost: the variable `SHARED` .* no longer be seen by `octo-org\/api`/],
    (input) => delete adopted(input).variables,
  ],
  [
    'an organization variable that more repositories see',
    [],
    (input) => (adopted(input).variables = { SHARED: { value: 'x', scope: 'organization' } }),
    (input) => delete adopted(input).variables,
  ],
  [
    'a reviewer',
    [/protection-lost/],
    (input) => environment(input, { ...PROTECTED, reviewers: { teams: ['managers'] } }),
  ],
  ['a narrower rule', [], (input) => environment(input, { ...PROTECTED, deployment_branches: ['main', 'release/v*'] })],
  ['a rule less', [], (input) => environment(input, { ...PROTECTED, deployment_branches: ['main'] })],
  [
    'a tag that may deploy',
    [/protection-lost/],
    (input) => environment(input, { ...PROTECTED, deployment_tags: ['v*'] }),
  ],
  ['no rules', [/protection-lost/], (input) => environment(input, { reviewers: PROTECTED.reviewers })],
  [
    'protected branches in place of patterns',
    [/protection-lost/],
    (input) => environment(input, { reviewers: PROTECTED.reviewers, protected_branches: true }),
  ],
  ['administrators', [/protection-lost/], (input) => environment(input, { ...PROTECTED, can_admins_bypass: true })],
  ['more protection', [], (input) => environment(input, { ...PROTECTED, wait_timer: 30, prevent_self_review: true })],
  [
    'the id of an owner, for all its repositories',
    [/error lock-identity-changed: .*`octo-org\/api`/, /error lock-identity-changed: .*`octo-org\/web`/],
    ({ lock }) => Object.values(lock).forEach((facts) => (facts.owner_id = '666')),
  ],
  [
    'a repository that is new, with the id of another owner',
    [
      /lock-identity-changed: .*`octo-org\/api` other ids .*`owner_id` 123456 becomes 666/,
      /`octo-org\/new`/,
      /`octo-org\/web`/,
    ],
    ({ lock }) => {
      lock['octo-org/new'] = repository('456799');
      for (const facts of Object.values(lock)) facts.owner_id = '666';
    },
  ],
  ['a repository that is new', [], ({ lock }) => (lock['octo-org/new'] = repository('456799'))],
  [
    'a subject template that the file does not have',
    [/warning lock-identity-changed: .*default becomes repository_id, context/],
    ({ lock }) => ((lock['octo-org/api'] ?? {}).subject_claims = ['repository_id', 'context']),
  ],
];

const cases = CASES.map(([what, expected, edit, prepare]) => ({ what, expected, edit, prepare }));

it.each(cases)('knows what a change of $what comes to', ({ expected, edit, prepare }) => {
  const found = said(edit, prepare);
  const missing = expected.filter((each) => !found.some((text) => each.test(text)));
  const unexpected = found.filter((text) => !expected.some((each) => each.test(text)));

  expect({ missing, unexpected, count: found.length }).toEqual({ missing: [], unexpected: [], count: expected.length });
});

const replacing = cases.filter(
  ({ what, expected }) =>
    what !== 'a template in a role name' && expected.some((each) => each.source.startsWith('role-replaced')),
);

it.each(replacing)('advises a line that keeps the roles after a change of $what', ({ edit, prepare }) => {
  const [before, after] = [base(), base()];
  prepare?.(before);
  prepare?.(after);
  edit(after);

  for (const { message, at } of diagnosticsOf(before, after)) {
    const [, line = ''] = /`role: (\{.*\})`/.exec(message) ?? [];
    const binding = after.bindings?.[String(at.path[1])] as Record<string, unknown>;
    binding.role = { ...(binding.role as object), ...(parse(line) as object) };
  }

  expect(replacing.length).toBeGreaterThan(2);
  expect(diagnosticsOf(before, after)).toEqual([]);
});
