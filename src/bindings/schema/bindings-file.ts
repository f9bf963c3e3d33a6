import * as v from 'valibot';
import { account, accountDefaults, backend, nodeName } from './account';
import { binding, roleDefaults, trustDefaults, variables } from './binding';
import { matching, namedMap, struct, yes } from './kit';
import { repository, repositoryDefaults, repositoryName } from './repository';
import { OWNER } from '../../oidc/github-names';

const accountName = v.pipe(
  nodeName,
  v.check(
    (name) => name !== 'all' && !name.startsWith('github-'),
    'is reserved: `all` means every account, and `github-…` are the stacks of GitHub',
  ),
  v.check(
    (name) => name !== 'constructor',
    'cannot be the name of a stack: CDKTF keeps stacks in an object that has a `constructor`',
  ),
);

const hostName = v.pipe(
  matching(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
    'a host name in lower case, without scheme and port',
  ),
  v.check(
    (host) => host === 'github.com' || !host.endsWith('.github.com'),
    'must be `github.com`, without a name before it',
  ),
  v.check((host) => !host.endsWith('ghe.com') || /^[a-z0-9-]+\.ghe\.com$/.test(host), 'must be `SUBDOMAIN.ghe.com`'),
);

const slug = matching(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "an enterprise's slug");

const enterpriseIssuer = struct(
  { slug, keep_bare: v.optional(yes) },
  { slug: "The enterprise's slug.", keep_bare: '`true`, for the time of the switch: trusts the common issuer, too.' },
);

const github = struct(
  {
    owner: v.optional(matching(OWNER, 'a GitHub login')),
    host: v.optional(hostName),
    enterprise_issuer: v.optional(v.union([slug, enterpriseIssuer])),
    auth: v.optional(v.picklist(['token', 'app'])),
    backend: v.optional(backend),
  },
  {
    owner: 'Owner of the repositories that are written without one.',
    host: '`github.com` (default), `SUBDOMAIN.ghe.com`, or the host name of a GitHub Enterprise Server.',
    enterprise_issuer:
      "The enterprise's slug, when it has turned on a token issuer of its own; or `{ slug, keep_bare: true }` for the time of the switch.",
    auth: 'How Terraform logs in to GitHub: `token` (default, `GITHUB_TOKEN`) or `app` (`GITHUB_APP_ID` and its like).',
    backend: 'As in an account, for the GitHub stacks. Templates: `${stack}` and `${github.owner}`.',
  },
);

const defaults = struct(
  {
    account: v.optional(accountDefaults),
    repository: v.optional(repositoryDefaults),
    role: v.optional(roleDefaults),
    trust: v.optional(trustDefaults),
    variables: v.optional(variables),
  },
  {
    account: 'For every account.',
    repository: 'For every repository.',
    role: "For every binding's `role`.",
    trust: 'For every trust entry.',
    variables: "For every binding's `variables`.",
  },
);

/** bindings.yaml: the one source of its types, its checks and its JSON Schema. */
export const bindingsFile = struct(
  {
    version: v.literal(1),
    github: v.optional(github),
    accounts: namedMap(accountName, account),
    repositories: v.optional(namedMap(repositoryName, v.nullable(repository))),
    defaults: v.optional(defaults),
    bindings: namedMap(nodeName, binding),
  },
  {
    version: 'The format of this file: `1`.',
    github: 'The GitHub side.',
    accounts: 'AWS accounts by name. Each is a stack of its name.',
    repositories: 'What a repository needs beyond its name, by `name` or `owner/name`.',
    defaults:
      'Merged under each account, repository, role, trust entry and set of variables; the nearer value wins, and `null` drops a default.',
    bindings: 'Who may assume which role in which account, by name.',
  },
);
