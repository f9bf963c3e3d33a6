import * as v from 'valibot';
import { account, accountDefaults, backend, nodeName } from './account';
import { binding, duration, roleDefaults, trustDefaults, variables } from './binding';
import { matching, namedMap, oneOrMany, orList, struct, text, yes } from './kit';
import { repository, repositoryDefaults, repositoryName } from './repository';
import { OWNER } from '../../oidc/github-names';

/** Name of an account. */
export const accountName = v.pipe(
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
    renamed_from: v.optional(oneOrMany(matching(OWNER, 'a former login of the owner'))),
    moving_to: v.optional(matching(OWNER, 'the coming login of the owner')),
    host: v.optional(hostName),
    enterprise_issuer: v.optional(v.union([slug, enterpriseIssuer])),
    auth: v.optional(v.picklist(['token', 'app'])),
    backend: v.optional(backend),
  },
  {
    owner: 'Owner of the repositories that are written without one.',
    renamed_from:
      'Former login of the owner, or logins, oldest first, after an organization or user was renamed: the GitHub stacks keep their names and states, and nothing else is planned. It stays in the file.',
    moving_to:
      "The owner's coming login: every trust entry accepts the coming subjects beside the present ones until the key is removed, so that the rename interrupts nobody.",
    host: '`github.com` (default), `SUBDOMAIN.ghe.com`, or the host name of a GitHub Enterprise Server.',
    enterprise_issuer:
      "The enterprise's slug, when it has turned on a token issuer of its own; or `{ slug, keep_bare: true }` for the time of the switch.",
    auth: 'How Terraform logs in to GitHub: `token` (default, `GITHUB_TOKEN`) or `app` (`GITHUB_APP_ID` and its like).',
    backend:
      'As in an account, for the GitHub stacks. Templates: `${stack}` and `${github.owner}`, which is the oldest login of `renamed_from` if there is one.',
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

const patterns = v.optional(orList(text));

const allow = struct(
  {
    bindings: patterns,
    accounts: patterns,
    repositories: patterns,
    role_names: patterns,
    role_paths: patterns,
    managed_policies: patterns,
    policies: patterns,
    presets: patterns,
    boundaries: patterns,
    role_tags: patterns,
    waivers: patterns,
    variable_scopes: patterns,
    repository_settings: patterns,
    statements: v.optional(v.boolean()),
    wide_subjects: v.optional(v.boolean()),
    role_import: v.optional(v.boolean()),
    max_session_duration: v.optional(duration),
  },
  {
    bindings:
      'Names of its bindings. Without it any name may be used, but neither `release` nor `renamed_from`, so that nobody takes over what another binding made.',
    accounts: 'Accounts by name, in which it may make, adopt or release roles.',
    repositories:
      'Repositories as `owner/name`, that it may trust, give settings, or name in `moving_to`, `renamed_from` and claims.',
    role_names: 'Names of its roles.',
    role_paths: 'Paths of its roles, as `/` or `/team/*`.',
    managed_policies: 'AWS-managed policies by name.',
    policies: 'Customer-managed policies by name.',
    presets: 'Presets by name, as `ecr-*`.',
    boundaries: "Permissions boundaries that a role of it may name, instead of the account's.",
    role_tags: 'Keys of tags that it may set on its roles: where access goes by tags, they are permissions.',
    waivers: 'Rules that comments in it may waive, as `*-environment`.',
    variable_scopes: '`environment`, `repository`, `organization`.',
    repository_settings: 'Keys of `repositories`, as `environments`.',
    statements: 'Whether it may write statements and name policy files.',
    wide_subjects:
      'Whether it may use `any_context`, `owner` and subjects written by hand, and drop or replace claims that `defaults` require.',
    role_import: 'Whether it may use `role.import`, `exclusive: false` and `other_trust`.',
    max_session_duration: 'The longest session that it may give a role, as in `role`. Default: `1h`.',
  },
);

const include = struct(
  { files: oneOrMany(text), allow: v.optional(allow) },
  {
    files: 'Glob pattern or patterns.',
    allow: 'What these files may do. What it does not name is refused; without `allow` everything is allowed.',
  },
);

/** A file that bindings.yaml includes. */
export const includedFile = struct(
  {
    version: v.optional(v.literal(1)),
    repositories: v.optional(namedMap(repositoryName, v.nullable(repository))),
    bindings: v.optional(namedMap(nodeName, binding)),
  },
  { version: 'The format: `1`.', repositories: 'As in bindings.yaml.', bindings: 'As in bindings.yaml.' },
);

/** bindings.yaml: the one source of its types, its checks and its JSON Schema. */
export const bindingsFile = struct(
  {
    version: v.literal(1),
    github: v.optional(github),
    include: v.optional(orList(v.union([text, include]))),
    accounts: v.optional(namedMap(accountName, account)),
    accounts_from: v.optional(text),
    account_groups: v.optional(namedMap(accountName, orList(text))),
    repositories: v.optional(namedMap(repositoryName, v.nullable(repository))),
    defaults: v.optional(defaults),
    bindings: namedMap(nodeName, binding),
  },
  {
    version: 'The format of this file: `1`.',
    github: 'The GitHub side.',
    include:
      'Further files: glob patterns relative to this one, or `{ files, allow }`. They hold `bindings` and `repositories` only.',
    accounts: 'AWS accounts by name. Each is a stack of its name.',
    accounts_from:
      'File with the output of `aws organizations list-accounts`: every active account is added, under the slug of its name. The management account is left out unless `accounts` names it.',
    account_groups: 'Groups by name: accounts, other groups, and patterns over account names (`*-prod`).',
    repositories: 'What a repository needs beyond its name, by `name` or `owner/name`.',
    defaults:
      'Merged under each account, repository, role, trust entry and set of variables; the nearer value wins, and `null` drops a default.',
    bindings: 'Who may assume which role in which account, by name.',
  },
);
