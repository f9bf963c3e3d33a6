import * as v from 'valibot';
import { didYouMean } from '../../diagnostics/suggest';
import { nodeName, tags } from './account';
import { exactlyOneOf, integer, matching, namedMap, oneOrMany, orList, selectedBy, struct, text, yes } from './kit';
import { PRESETS, PRESET_NAMES } from './presets';
import { repositoryName } from './repository';
import { OWNER } from '../../oidc/github-names';
import { SID } from '../../iam/iam-names';

/** Claim names and the values of which one must be there; a `null` drops what `defaults` sets. */
const claims = namedMap(v.string(), v.nullable(oneOrMany(text)));

/** The contexts of a trust entry: exactly one stands in each. */
export const CONTEXTS = [
  'branch',
  'branch_pattern',
  'tag',
  'tag_pattern',
  'environment',
  'pull_request',
  'merge_queue',
  'any_context',
  'subject',
  'subject_pattern',
] as const;

const trust = exactlyOneOf(
  struct(
    {
      repository: v.optional(oneOrMany(repositoryName)),
      owner: v.optional(matching(OWNER, 'a GitHub login')),
      branch: v.optional(oneOrMany(text)),
      branch_pattern: v.optional(oneOrMany(text)),
      tag: v.optional(oneOrMany(text)),
      tag_pattern: v.optional(oneOrMany(text)),
      environment: v.optional(oneOrMany(text)),
      pull_request: v.optional(yes),
      merge_queue: v.optional(oneOrMany(text)),
      any_context: v.optional(yes),
      subject: v.optional(oneOrMany(text)),
      subject_pattern: v.optional(oneOrMany(text)),
      claims: v.optional(claims),
      claim_patterns: v.optional(claims),
      audiences: v.optional(oneOrMany(text)),
    },
    {
      repository: 'The repository, or a list: `name` or `owner/name`.',
      owner:
        'Instead of `repository`, beside `subject_pattern`: any repository of this owner that the pattern lets in.',
      branch: 'Jobs on a branch.',
      branch_pattern: 'Jobs on branches like this. `*` also matches `/`.',
      tag: 'Jobs on a tag.',
      tag_pattern: 'Jobs on tags like this.',
      environment: 'Jobs in an environment, on whatever branch the environment lets in.',
      pull_request: '`true`: jobs of pull requests.',
      merge_queue: 'Jobs of the merge queue of a base branch.',
      any_context: '`true`: every job of the repository.',
      subject: 'A whole subject, written by hand.',
      subject_pattern: 'A pattern over whole subjects.',
      claims: 'Further claims that the token must have, each with a value or a list of which one must be there.',
      claim_patterns: 'The same with patterns.',
      audiences: "Audiences instead of STS's own. Each is listed in the account's `audiences`.",
    },
    {
      keys: {
        repo: 'write `repository`',
        repositories: 'write `repository`, which takes a list, too',
        ref: 'write `branch` or `tag` with the bare name, or `claims: { ref: refs/heads/… }` beside another context',
        refs: 'write `branch` or `tag`, which take a list, too',
        env: 'write `environment`',
        sub: 'write `subject`, or the context that it ends in: `branch`, `environment`, …',
        aud: 'the audience of STS is required always; another one stands under `audiences`',
        workflow: 'write `claims: { workflow: … }` with the name of the workflow, or `job_workflow_ref`',
        job_workflow_ref: 'write `claims: { job_workflow_ref: … }`',
        actor: 'write `claims: { actor: … }`',
      },
    },
  ),
  CONTEXTS,
);

/** `defaults.trust`. */
export const trustDefaults = struct(
  { claims: v.optional(claims), claim_patterns: v.optional(claims) },
  { claims: 'Claims that every entry requires.', claim_patterns: 'The same with patterns.' },
);

const SECONDS = { '': 1, s: 1, m: 60, h: 3600 } as const;

/** `1h`, `90m` or seconds, read as seconds. */
export const duration = v.pipe(
  v.union([integer(1, 1_000_000), matching(/^[1-9]\d{0,6}[smh]?$/, 'a time, as `1h`, `90m` or `3600`')]),
  v.transform((value) => {
    const [, count = '', unit = ''] = /^(\d+)([smh]?)$/.exec(String(value)) ?? [];
    return Number(count) * SECONDS[unit as keyof typeof SECONDS];
  }),
  v.check((seconds) => seconds >= 3600 && seconds <= 43_200, 'must be from 1h to 12h'),
);

const role = {
  path: v.nullish(text),
  description: v.nullish(v.string()),
  max_session_duration: v.nullish(duration),
  permissions_boundary: v.optional(text),
  tags: v.nullish(tags),
  exclusive: v.nullish(v.boolean()),
};

const roleDocs = {
  path: 'Path of the role. Default: `/`.',
  description: "Description of the role. Default: the binding's. `''` takes off the one that it has.",
  max_session_duration:
    '`1h` to `12h`, as `90m`, `2h` or seconds. A role is made with `1h`, and one that has another keeps it until this is set.',
  permissions_boundary:
    "Name of a managed policy of the account, or the ARN of one of AWS's. Default: the account's. `none`, at a binding's role, takes off the one that it has, where neither the account nor `defaults` gives one.",
  tags: 'Tags of the role. Where they are set, also as `{}`, the role has these and those of the account, and no others; else it keeps what it has.',
  exclusive: '`true` (default): policies that others attach are taken off by the next apply.',
};

/** Names of accounts, or `all`. */
const importAccounts = v.union([v.literal('all'), oneOrMany(text)]);

/** One name or a list of them; that the list is not empty is looked at where it is used. */
const namesOrOne = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => [value].flat() as readonly string[]),
);

/** `defaults.role`. */
export const roleDefaults = struct(
  {
    ...role,
    permissions_boundary: v.optional(
      matching(/^(?!none$)[^]/, "the name or ARN of a policy: `none` stands at a binding's role only"),
    ),
  },
  roleDocs,
);

const scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

const statement = struct(
  {
    sid: v.optional(matching(SID, 'letters and digits')),
    effect: v.optional(v.picklist(['Allow', 'Deny'])),
    actions: v.optional(oneOrMany(text)),
    not_actions: v.optional(oneOrMany(text)),
    resources: v.optional(oneOrMany(text)),
    not_resources: v.optional(oneOrMany(text)),
    conditions: v.optional(namedMap(text, namedMap(text, oneOrMany(scalar)))),
  },
  {
    sid: 'Statement id.',
    effect: '`Allow` (default) or `Deny`.',
    actions: 'Actions, as `s3:GetObject`.',
    not_actions: 'All actions but these.',
    resources: 'ARNs. Policy variables like `${aws:PrincipalTag/team}` stay as they are.',
    not_resources: 'All resources but these.',
    conditions: 'Operator → key → value or list.',
  },
);

const presetName = v.picklist(PRESET_NAMES, ({ input }) => {
  const hint = typeof input === 'string' ? didYouMean(input, PRESET_NAMES) : '';
  return `names no preset${hint || `: there are ${PRESET_NAMES.map((name) => `\`${name}\``).join(', ')}`}`;
});

const PERMISSIONS = ['managed', 'policy', 'statement', 'file', 'preset'] as const;

const permission = selectedBy(
  'preset',
  PRESETS,
  exactlyOneOf(
    struct(
      {
        managed: v.optional(oneOrMany(text)),
        policy: v.optional(text),
        statement: v.optional(
          exactlyOneOf(exactlyOneOf(statement, ['actions', 'not_actions']), ['resources', 'not_resources']),
        ),
        file: v.optional(text),
        preset: v.optional(presetName),
      },
      {
        managed:
          'An AWS-managed policy, or a list of them: `ReadOnlyAccess`, `job-function/ViewOnlyAccess`, or the ARN.',
        policy: 'A customer-managed policy of the account, by name, with its path if it has one.',
        statement: 'A statement.',
        file: 'IAM policy JSON, in the folder of the bindings file or below.',
        preset: 'What a common job needs and no more, as `ecr-push`; its parameters stand beside it.',
      },
      {
        text: (given) => (PRESET_NAMES.some((name) => name === given) ? `preset: ${given}` : `managed: ${given}`),
        keys: Object.fromEntries(
          ['sid', 'effect', 'actions', 'not_actions', 'resources', 'not_resources', 'conditions'].map((key) => [
            key,
            'write it under `statement`, as `statement: { actions: […], resources: […] }`',
          ]),
        ),
      },
    ),
    PERMISSIONS,
  ),
  PERMISSIONS,
);

const variable = v.union([
  v.string(),
  struct(
    {
      value: v.string(),
      scope: v.optional(v.picklist(['environment', 'repository', 'organization'])),
      visibility: v.optional(v.picklist(['all', 'private', 'selected'])),
      import: v.optional(v.union([yes, oneOrMany(text)])),
    },
    {
      value: 'The value, with templates.',
      scope:
        '`environment`, `repository` or `organization`. Default: the environment where a trust entry names one, else the repository.',
      import: '`true`, or a list of its targets (`web`, `web:production`): the variable exists and is adopted.',
      visibility: "With `organization`: `selected` (default, the binding's repositories), `private` or `all`.",
    },
  ),
]);

/** Actions variables by name; a `null` drops one that `defaults` sets. */
export const variables = namedMap(v.string(), v.nullable(variable));

const forEachRepository = v.union([
  oneOrMany(repositoryName),
  namedMap(matching(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and `-`'), repositoryName),
]);

/** A binding: who may assume a role, what the role may do, and how workflows learn of it. */
export const binding = struct(
  {
    description: v.optional(v.string()),
    accounts: namesOrOne,
    for_each_repository: v.optional(forEachRepository),
    trust: orList(trust),
    role: v.optional(
      struct(
        { name: v.optional(text), ...role, other_trust: v.optional(text), import: v.optional(importAccounts) },
        {
          name: "Name of the role. Default: the binding's.",
          ...roleDocs,
          other_trust: "File with trust statements for principals that are not GitHub's, kept as they are.",
          import:
            'Accounts in which the role exists and is adopted, or `all`. Its trust policy, and an inline policy `permissions` that it has, are replaced.',
        },
        { text: (given) => `{ name: ${given} }` },
      ),
    ),
    permissions: v.optional(orList(permission)),
    variables: v.optional(variables),
    renamed_from: v.optional(oneOrMany(nodeName)),
    release: v.optional(v.boolean()),
  },
  {
    description: 'What the role is for.',
    accounts: 'Names of accounts, or `all`: a role is made in each.',
    for_each_repository:
      'Repositories, or a mapping of key → repository: makes one binding for each, named `<binding>-<key>`. Its trust entries name no repository.',
    trust: 'Whose jobs may assume the role. Each entry has exactly one context.',
    role: 'The role itself.',
    permissions: 'What the role may do.',
    variables: 'Actions variables by which workflows learn of the role, as `AWS_ROLE_ARN: ${role.arn}`.',
    renamed_from:
      'Former name or names of the binding, oldest first: its resources move to the new addresses. Needs `role.name`, since a role cannot be renamed.',
    release: '`true`: the roles live on, unmanaged. Drop the binding after the next apply.',
  },
  {
    keys: Object.fromEntries([
      ...['account', 'accounts_from'].map((key) => [key, 'write `accounts`, which takes one name, too'] as const),
      ...['name', 'import', 'other_trust', ...Object.keys(role)].map(
        (key) => [key, `it stands under \`role\`, as \`role: { ${key}: … }\``] as const,
      ),
    ]),
  },
);
