import fc from 'fast-check';
import { stringify } from 'yaml';

/** A bindings file and its lock as text. */
export interface GeneratedFiles {
  readonly bindings: string;
  readonly lock: string;
}

const TEMPLATES = [
  ['repo', 'context'],
  ['repo', 'context', 'job_workflow_ref'],
  ['repository_id'],
  ['repository', 'context'],
  ['environment', 'repository_owner'],
  ['repository_owner_id', 'ref', 'event_name'],
] as const;

const WORKFLOW = 'octo-org/shared/.github/workflows/deploy.yml@refs/heads/main';

/** Text in which nothing is a template of ours. */
const literally = (text: string) => text.replaceAll('${', () => '$${');

const refName = fc
  .stringMatching(/^[a-z$][a-z0-9$%{}()#!+=._-]{0,12}(\/[a-z0-9$]{1,5})?$/)
  .filter((name) => !/\.\.|\.$|\.\/|\.lock|@\{|&\{/.test(name) && !name.includes('/.'));
const environmentName = fc.stringMatching(/^[A-Za-z$][A-Za-z0-9 $:/.(){}_-]{0,10}$/).map((name) => name.trim());

const name = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
  fc.constantFrom('constructor', 'prototype', 'to-string', 'a--', 'x'),
);

const repository = fc.record({
  name: fc.stringMatching(/^[A-Za-z0-9._-]{1,8}$/).filter((text) => !/^\.+$|\.(git|wiki)$/i.test(text)),
  owner: fc.constantFrom('octo-org', 'Octo-Labs'),
  format: fc.constantFrom('legacy', 'immutable', 'unknown'),
  declaredFormat: fc.constantFrom(undefined, undefined, 'both', 'legacy', 'immutable'),
  locked: fc.constantFrom(undefined, ...TEMPLATES),
  declared: fc.constantFrom(undefined, undefined, ...TEMPLATES),
  environments: fc.uniqueArray(environmentName, { maxLength: 3, selector: (text) => text.toLowerCase() }),
  movingTo: fc.constantFrom(undefined, undefined, 'moved'),
});

type Repository = typeof repository extends fc.Arbitrary<infer R> ? R : never;

const context = fc.oneof(
  fc.array(refName, { minLength: 1, maxLength: 3 }).map((names) => ({ branch: names.map(literally) })),
  fc
    .array(refName, { minLength: 1, maxLength: 2 })
    .map((names) => ({ branch_pattern: names.map((text) => `${literally(text)}*`) })),
  refName.map((text) => ({ tag: literally(text) })),
  refName.map((text) => ({ tag_pattern: `v?-${literally(text)}` })),
  fc.constant({ pull_request: true }),
  refName.map((text) => ({ merge_queue: literally(text) })),
  fc.constant({ any_context: true }),
);

const binding = fc.record({
  name,
  accounts: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
  trust: fc.array(fc.record({ repository: fc.nat(5), context, environment: fc.nat(2), inEnvironment: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  managed: fc.uniqueArray(fc.constantFrom('ReadOnlyAccess', 'job-function/ViewOnlyAccess', 'account__X', 'account'), {
    maxLength: 3,
  }),
  policies: fc.uniqueArray(fc.constantFrom('X', 'ci/deploy', '_X', 'job-function/ViewOnlyAccess'), { maxLength: 3 }),
  statement: fc.boolean(),
  variables: fc.boolean(),
});

type BindingSeed = typeof binding extends fc.Arbitrary<infer B> ? B : never;

function templates({ locked, declared }: Repository): readonly (readonly string[])[] {
  return [...new Set([declared, locked].filter((keys) => keys !== undefined))];
}

function trustEntry(
  repositories: readonly Repository[],
  { repository: index, context: given, environment, inEnvironment }: BindingSeed['trust'][number],
) {
  const chosen = repositories[index % repositories.length] as Repository;
  const keys = templates(chosen).flat();
  const environments = chosen.environments;
  const usesEnvironment = environments.length > 0 && (inEnvironment || keys.includes('environment'));
  if (keys.includes('environment') && !usesEnvironment) return [];
  const claims = {
    ...(keys.includes('job_workflow_ref') && { job_workflow_ref: WORKFLOW }),
    ...(keys.includes('event_name') && { event_name: ['push', 'workflow_dispatch'] }),
    ...(keys.includes('ref') && usesEnvironment && { ref: 'refs/heads/main' }),
  };
  // A claim that only one of two templates carries has to be a condition by the other, and not every claim can be one.
  if (templates(chosen).length > 1 && 'event_name' in claims) return [];
  if (!chosen.locked && !chosen.declared && 'event_name' in claims) return [];
  const where = usesEnvironment
    ? { environment: literally(environments[environment % environments.length] as string) }
    : given;
  return [
    { repository: `${chosen.owner}/${chosen.name}`, ...where, ...(Object.keys(claims).length > 0 && { claims }) },
  ];
}

/** Files in which nothing is wrong, over all formats, templates and contexts. */
export const generatedFiles: fc.Arbitrary<GeneratedFiles> = fc
  .record({
    repositories: fc.uniqueArray(repository, {
      minLength: 1,
      maxLength: 5,
      selector: (r) => `${r.owner}/${r.name}`.toLowerCase(),
    }),
    accounts: fc.uniqueArray(
      name.filter((text) => text !== 'constructor'),
      { minLength: 3, maxLength: 3 },
    ),
    bindings: fc.uniqueArray(binding, { minLength: 1, maxLength: 4, selector: (b) => b.name }),
  })
  .map(({ repositories, accounts, bindings }) => ({
    bindings: stringify(bindingsFile(repositories, accounts, bindings)),
    lock: stringify(lockFile(repositories)),
  }));

function bindingsFile(
  repositories: readonly Repository[],
  accounts: readonly string[],
  bindings: readonly BindingSeed[],
) {
  const usable = bindings.flatMap((seed) => {
    const trust = seed.trust.flatMap((entry) => trustEntry(repositories, entry));
    return trust.length > 0 ? [[seed.name, bindingEntry(seed, accounts, trust)] as const] : [];
  });
  return {
    version: 1,
    accounts: Object.fromEntries(
      accounts.map((account, i) => [
        account,
        { id: `${i + 1}`.repeat(12), region: 'us-east-2', quotas: { trust_policy_length: 8192 } },
      ]),
    ),
    repositories: Object.fromEntries(repositories.map((each) => [`${each.owner}/${each.name}`, repositoryEntry(each)])),
    bindings: Object.fromEntries(usable),
  };
}

function repositoryEntry({ declaredFormat, declared, environments, movingTo }: Repository) {
  return {
    ...(declaredFormat && { subject_format: declaredFormat }),
    ...(declared && { subject_template: declared }),
    ...(movingTo && { moving_to: movingTo }),
    ...(environments.length > 0 && {
      environments: Object.fromEntries(environments.map((each) => [each, { deployment_branches: ['main', 'v*'] }])),
    }),
  };
}

function bindingEntry(seed: BindingSeed, accounts: readonly string[], trust: readonly object[]) {
  return {
    accounts: [...new Set(seed.accounts.map((i) => accounts[i] as string))],
    trust,
    permissions: [
      ...seed.managed.map((managed) => ({ managed })),
      ...seed.policies.map((policy) => ({ policy })),
      ...(seed.statement
        ? [
            {
              statement: {
                actions: 's3:GetObject',
                resources: 'arn:${account.partition}:s3:::octo-${account.name}/%{x}/${aws:username}/*',
              },
            },
          ]
        : []),
    ],
    ...(seed.variables && { variables: { 'ROLE_${account.name}_${binding.name}': '${role.arn}' } }),
  };
}

function lockFile(repositories: readonly Repository[]) {
  return {
    version: 1,
    repositories: Object.fromEntries(
      repositories.map(({ owner, name: repositoryName, format, locked, environments }, i) => {
        const ids = { owner_id: owner === 'octo-org' ? '123' : '456', repository_id: `${i + 1}` };
        const prefixes = {
          legacy: `repo:${owner}/${repositoryName}`,
          immutable: `repo:${owner}@${ids.owner_id}/${repositoryName}@${ids.repository_id}`,
          unknown: undefined,
        };
        const prefix = prefixes[format];
        const facts = {
          ...ids,
          ...(prefix && { subject_prefix: prefix }),
          ...(locked && { subject_claims: locked }),
          environments: Object.fromEntries(environments.map((each) => [each, 'absent'])),
        };
        return [`${owner}/${repositoryName}`, facts];
      }),
    ),
  };
}
