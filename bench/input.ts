import { stringify } from 'yaml';

/** How many accounts, and how many roles in each. */
export interface Size {
  readonly accounts: number;
  readonly roles: number;
}

/** The texts of a bindings file and of its lock file. */
export interface Input {
  readonly bindings: string;
  readonly lock: string;
}

/**
 * A fictional organisation in which every service has a role in every account. The same size gives the same text, and
 * plain.ts declares the same.
 */
export function makeInput({ accounts, roles }: Size): Input {
  const services = serviceNames(roles);
  return {
    bindings: stringify({
      version: 1,
      github: { owner: 'octo-org' },
      defaults: { account: { region: 'us-east-2', backend: { s3: BACKEND } } },
      accounts: Object.fromEntries(accountNames(accounts).map((name, i) => [name, { id: accountId(i) }])),
      bindings: Object.fromEntries(services.map((name) => [name, binding(name)])),
    }),
    lock: stringify({
      version: 1,
      repositories: Object.fromEntries(services.map((name, i) => [`octo-org/${name}`, lockEntry(name, i)])),
    }),
  };
}

/** Names of accounts, as many as asked. */
export function accountNames(count: number): readonly string[] {
  return numbered('account', count);
}

/** Names of services: each has a repository and a binding of that name. */
export function serviceNames(count: number): readonly string[] {
  return numbered('service', count);
}

/** The id of an account by its position. */
export function accountId(i: number): string {
  return String(100_000_000_001 + i);
}

/** The id of a service's repository by its position. */
export function repositoryId(i: number): string {
  return String(600_001 + i);
}

function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(5, '0')}`);
}

const BACKEND = { bucket: 'octo-state-${account.id}', key: 'oidc-bindings.tfstate', region: 'us-east-2' };

function binding(name: string) {
  const bucket = `arn:\${account.partition}:s3:::octo-${name}-\${account.name}`;
  const lambda = `arn:\${account.partition}:lambda:\${account.region}:\${account.id}:function:${name}`;
  return {
    description: `Deploys ${name}`,
    accounts: ['all'],
    trust: [{ repository: name, branch: 'main' }],
    permissions: [
      { statement: { actions: ['s3:PutObject', 's3:DeleteObject'], resources: [`${bucket}/*`] } },
      { statement: { actions: ['lambda:UpdateFunctionCode', 'lambda:GetFunction'], resources: [lambda] } },
    ],
  };
}

function lockEntry(name: string, i: number) {
  return {
    owner_id: '123456',
    repository_id: repositoryId(i),
    subject_prefix: `repo:octo-org@123456/${name}@${repositoryId(i)}`,
    subject_claims: 'default',
    owner_type: 'Organization',
    default_branch: 'main',
    visibility: 'private',
    archived: false,
  };
}
