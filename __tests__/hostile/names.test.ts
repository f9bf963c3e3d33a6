import { stringify } from 'yaml';
import { lintText } from '../support/lint-text';

/** Names that look like `main`, `web` or `octo-org`, and names that hide or turn what stands in them. */
const LOOKALIKES = [
  'm\u0430in',
  'ｍain',
  '\u200bmain',
  'main\u200d',
  '\u202eniam',
  '\u2066main\u2069',
  'ma\u00adin',
  'ma\u2011in',
];
const CONTROLS = ['ma\0in', 'main\n', 'ma\tin', 'ma\x1b[31min', '\x7f'];

function errors(bindings: object, lock: object = {}): readonly string[] {
  const defaults = { 'octo-org/web': { owner_id: '123', repository_id: '456', subject_prefix: 'repo:octo-org/web' } };
  const { diagnostics } = lintText({
    bindings: stringify({
      version: 1,
      accounts: { production: { id: '111111111111', region: 'us-east-2' } },
      bindings: {},
      ...bindings,
    }),
    lock: stringify({ version: 1, repositories: { ...defaults, ...lock } }),
  });
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

function binding(name: string, trust: object, rest: object = {}) {
  return { bindings: { [name]: { accounts: ['production'], trust: [trust], ...rest } } };
}

const TRUST = { repository: 'octo-org/web', branch: 'main' };

/** Every place in which GitHub or AWS takes names of letters, digits and a few signs only. */
const NARROW: Readonly<Record<string, (name: string) => object>> = {
  'an owner': (name) => ({ github: { owner: name } }),
  'the owner of a repository': (name) => binding('web', { repository: `${name}/web`, branch: 'main' }),
  'a repository': (name) => binding('web', { repository: `octo-org/${name}`, branch: 'main' }),
  'a repository with settings': (name) => ({ repositories: { [`octo-org/${name}`]: {} } }),
  'the owner of a pattern': (name) =>
    binding('web', { owner: name, subject_pattern: 'repo:octo-org/*:ref:refs/heads/main' }),
  'a former name': (name) => ({ repositories: { 'octo-org/web': { renamed_from: name } } }),
  'a coming name': (name) => ({ repositories: { 'octo-org/web': { moving_to: name } }, ...binding('web', TRUST) }),
  'an account': (name) => ({ accounts: { [name]: { id: '222222222222', region: 'us-east-2' } } }),
  'a binding': (name) => binding(name, TRUST),
  'a role': (name) => binding('web', TRUST, { role: { name } }),
  'a variable': (name) => binding('web', TRUST, { variables: { [name]: 'x' } }),
  'a claim': (name) => binding('web', { ...TRUST, claims: { [name]: 'x' } }),
  'a managed policy': (name) => binding('web', TRUST, { permissions: [{ managed: name }] }),
  'a host': (name) => ({ github: { host: `${name}.octo-org.example` } }),
  'an enterprise': (name) => ({ github: { enterprise_issuer: name } }),
};

it.each(Object.entries(NARROW))('knows no letters but plain ones in the name of %s', (_, bindings) => {
  for (const name of [...LOOKALIKES, ...CONTROLS]) expect([name, errors(bindings(name))]).not.toEqual([name, []]);
});

/** Places in which git and GitHub take any letters, and in which a trust policy then could not hold them. */
const WIDE: Readonly<Record<string, (name: string) => object>> = {
  'a branch': (name) => binding('web', { repository: 'octo-org/web', branch: name }),
  'a pattern of branches': (name) => binding('web', { repository: 'octo-org/web', branch_pattern: `${name}/*` }),
  'a tag': (name) => binding('web', { repository: 'octo-org/web', tag: name }),
  'a merge queue': (name) => binding('web', { repository: 'octo-org/web', merge_queue: name }),
  'an environment': (name) => binding('web', { repository: 'octo-org/web', environment: name }),
};

it.each(Object.entries(WIDE))(
  'takes no control characters and nothing that IAM refuses in the name of %s',
  (_, bindings) => {
    for (const name of [...LOOKALIKES.filter((text) => /[^\0-\xff]/.test(text)), ...CONTROLS])
      expect([name, errors(bindings(name))]).not.toEqual([name, []]);
  },
);

it.each(['__proto__', 'constructor', 'prototype', 'toString'])('takes %s for a name like others', (name) => {
  const lock = { [`octo-org/${name}`]: { owner_id: '123', repository_id: '789', environments: { [name]: 'absent' } } };
  const text = { repository: `octo-org/${name}`, environment: name };
  const files = {
    repositories: { [`octo-org/${name}`]: { environments: { [name]: { deployment_branches: [name] } } } },
    ...binding('web', text, { role: { tags: { [name]: name } } }),
  };

  expect(errors(files, lock)).toEqual([]);
  expect(Object.prototype).not.toHaveProperty('deployment_branches');
  expect(errors({ [name]: {} })).toEqual(['unknown-key']);
  expect(errors(binding('web', { ...TRUST, [name]: 'x' }))).toEqual(['unknown-key']);
});
