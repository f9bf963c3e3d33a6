import * as v from 'valibot';
import { EXTERNAL_ID, ROLE_ARN, SESSION_NAME } from '../../iam/iam-names';
import { exactlyOneOf, matching, namedMap, orList, integer, struct, templated, text } from './kit';

/** Name of an account or a binding. */
export const nodeName = matching(
  /^[a-z][a-z0-9-]{0,62}$/,
  'lower-case letters, digits and `-`, beginning with a letter, at most 63',
);

/** Name of a stack of an account. */
const stackName = v.pipe(
  nodeName,
  v.check((name) => !name.startsWith('github-') && name !== 'constructor', 'is reserved'),
);

const accountId = v.pipe(
  v.string(({ input }) =>
    typeof input === 'number'
      ? 'must be in quotes: as a number an account id loses its leading zeros'
      : 'must be text of 12 digits',
  ),
  v.regex(/^\d{12}$/, 'must be 12 digits'),
);

/** Tags; a `null` drops one that `defaults` sets. */
export const tags = namedMap(v.string(), v.nullable(v.string()));

/** Terraform's own arguments of a backend. */
const backendArguments = namedMap(
  matching(/^[a-z][a-z0-9_]*$/, 'the name of a Terraform argument'),
  v.unknown(),
  'must be a mapping: the type of the backend stands around its arguments, as `s3: { bucket: …, key: … }`',
);

/** One backend by name. */
export const backend = v.pipe(
  namedMap(matching(/^[a-z][a-z0-9]*$/, 'the name of a Terraform backend'), v.nullish(backendArguments)),
  v.check((backends) => backends.size === 1, 'must name one backend, as `s3: { bucket: … }`'),
);

const assumeRole = struct(
  {
    role_arn: templated(ROLE_ARN, 'the ARN of a role'),
    external_id: v.optional(templated(EXTERNAL_ID, '2 to 1224 letters, digits and `_+=,.@:/-`')),
    session_name: v.optional(templated(SESSION_NAME, '2 to 64 letters, digits and `_+=,.@-`')),
  },
  {
    role_arn: 'ARN of the role that Terraform assumes.',
    external_id: 'External id that the role asks for.',
    session_name: 'Name of the session, as CloudTrail shows it.',
  },
);

const credentials = exactlyOneOf(
  struct(
    { profile: v.optional(text), assume_role: v.optional(assumeRole) },
    {
      profile: "A profile of Terraform's AWS configuration.",
      assume_role: 'A role to assume with the ambient credentials.',
    },
  ),
  ['profile', 'assume_role'],
);

const quotas = struct(
  {
    trust_policy_length: v.nullish(integer(1, 8192)),
    managed_policies_per_role: v.nullish(integer(0, 25)),
    roles_per_account: v.nullish(integer(0, 10_000)),
  },
  {
    trust_policy_length: 'Characters of a trust policy: 2048, at most 8192.',
    managed_policies_per_role: 'Managed policies on a role: 20, at most 25.',
    roles_per_account: 'Roles in the account: 1000, at most 10000.',
  },
);

const settings = {
  region: v.nullish(text),
  oidc_provider: v.nullish(v.picklist(['create', 'existing', 'import'])),
  audiences: v.nullish(
    orList(
      matching(/^.{1,255}$/, 'text of 1 to 255 characters'),
      v.pipe(v.array(matching(/^.{1,255}$/, 'text of 1 to 255 characters')), v.maxLength(100, 'has more than 100')),
    ),
  ),
  thumbprints: v.nullish(
    orList(
      matching(/^[0-9a-fA-F]{40}$/, '40 hex digits'),
      v.pipe(v.array(matching(/^[0-9a-fA-F]{40}$/, '40 hex digits')), v.maxLength(5, 'has more than 5')),
    ),
  ),
  credentials: v.nullish(credentials),
  backend: v.nullish(backend),
  permissions_boundary: v.optional(text),
  values: v.nullish(
    namedMap(matching(/^[A-Za-z_][A-Za-z0-9_-]*$/, 'a name of letters, digits, `_` and `-`'), v.nullable(v.string())),
  ),
  tags: v.nullish(tags),
  quotas: v.nullish(quotas),
};

const settingsDocs = {
  region:
    'Region of the AWS provider. The partition follows from it: `cn-…` is aws-cn, `us-gov-…` aws-us-gov, and so on. Required here or in `defaults.account`.',
  oidc_provider:
    '`create` (default), `existing` (looked up, never managed; one that was created before is let go of) or `import` (exists and is adopted). Client ids and thumbprints that the file does not set stay as they are, and so do tags of others.',
  audiences:
    "Extra audiences in the OIDC provider's list, so that roles of other tools keep working. They enter no trust of themselves. Without this key the list stays as it is; with it, also as `[]`, it holds these and STS's.",
  thumbprints: 'Up to 5 certificate thumbprints of the issuer. Rarely needed: AWS trusts public certificates without.',
  credentials: 'How Terraform logs in: a `profile`, or a role to assume. Default: what the environment gives it.',
  backend:
    "One Terraform backend by name with Terraform's own arguments. Templates: `${stack}` and the account's. Without: a local state file.",
  permissions_boundary:
    "Name of a managed policy of the account, or the ARN of one of AWS's, that bounds every role of the account. A binding may replace it, not remove it.",
  values: 'Texts for `${account.values.NAME}`: what differs between accounts and does not follow from their names.',
  tags: 'Tags on everything that the stack makes (`default_tags` of the provider). What is adopted keeps its own; a changed value reaches roles whose `tags` are set.',
  quotas: "IAM's quotas, where AWS raised yours.",
};

/** An AWS account. */
export const account = struct(
  { id: accountId, ...settings, stack: v.optional(stackName), retired: v.optional(v.boolean()) },
  {
    id: '12 digits, in quotes. Terraform refuses to apply to any other account.',
    ...settingsDocs,
    stack:
      "Name of the stack, which its state belongs to. Default: the account's name. To rename an account, keep its old stack here.",
    retired:
      '`true`: the stack is emitted without resources, so that the next apply removes everything but what was adopted, which is let go of. Drop the account afterwards.',
  },
);

/** `defaults.account`. */
export const accountDefaults = struct(settings, settingsDocs);
