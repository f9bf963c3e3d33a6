import * as v from 'valibot';
import { account, accountDefaults, backend, nodeName } from './account';
import { binding, roleDefaults, trustDefaults, variables } from './binding';
import { matching, namedMap, struct, yes } from './kit';
import { repository, repositoryDefaults, repositoryName } from './repository';
import { OWNER } from '../../oidc/github-names';

const accountName = v.pipe(
  nodeName,
  v.check((name) => name !== 'all' && !name.startsWith('github-'), 'is reserved: `all` means every account, and `github-…` are the stacks of GitHub'),
  v.check((name) => name !== 'constructor', 'cannot be the name of a stack: CDKTF keeps stacks in an object that has a `constructor`'),
);

const hostName = v.pipe(
  matching(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, 'a host name in lower case, without scheme and port'),
  v.check((host) => host === 'github.com' || !host.endsWith('.github.com'), 'must be `github.com`, without a name before it'),
  v.check((host) => !host.endsWith('ghe.com') || /^[a-z0-9-]+\.ghe\.com$/.test(host), 'must be `SUBDOMAIN.ghe.com`'),
);

const slug = matching(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "an enterprise's slug");

const github = struct({
  owner: v.optional(matching(OWNER, 'a GitHub login')),
  host: v.optional(hostName),
  enterprise_issuer: v.optional(v.union([slug, struct({ slug, keep_bare: v.optional(yes) })])),
  auth: v.optional(v.picklist(['token', 'app'])),
  backend: v.optional(backend),
});

const defaults = struct({
  account: v.optional(accountDefaults),
  repository: v.optional(repositoryDefaults),
  role: v.optional(roleDefaults),
  trust: v.optional(trustDefaults),
  variables: v.optional(variables),
});

/** bindings.yaml: the one source of its types, its checks and its JSON Schema. */
export const bindingsFile = struct({
  version: v.literal(1),
  github: v.optional(github),
  accounts: namedMap(accountName, account),
  repositories: v.optional(namedMap(repositoryName, v.nullable(repository))),
  defaults: v.optional(defaults),
  bindings: namedMap(nodeName, binding),
});
