import * as v from 'valibot';
import { OWNER, REPOSITORY } from '../oidc/github-names';
import { NoAnswer } from './github';

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const fullName = v.pipe(
  v.string(),
  v.check((name) => {
    const [owner = '', repository = '', ...rest] = name.split('/');
    return rest.length === 0 && OWNER.test(owner) && REPOSITORY.test(repository);
  }),
);

/** https://docs.github.com/en/rest/repos/repos#get-a-repository */
export const repositoryResponse = v.looseObject({
  id,
  full_name: fullName,
  owner: v.looseObject({ id, type: v.string() }),
  default_branch: v.optional(v.string()),
  visibility: v.optional(v.picklist(['public', 'private', 'internal'])),
  archived: v.optional(v.boolean()),
});

const claimKeys = v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]+$/)));

/** https://docs.github.com/en/rest/actions/oidc; `use_immutable_subject` is not read, since it is not to be believed. */
export const subjectResponse = v.looseObject({
  use_default: v.optional(v.boolean()),
  include_claim_keys: v.nullish(claimKeys),
  sub_claim_prefix: v.nullish(v.string()),
});

/** The same for an organization. */
export const organizationSubjectResponse = v.looseObject({ include_claim_keys: v.nullish(claimKeys) });

/** https://docs.github.com/en/rest/branches/branches#list-branches */
export const branchesResponse = v.array(v.looseObject({ name: v.string() }));

/** https://docs.github.com/en/rest/actions/permissions#get-default-workflow-permissions-for-a-repository */
export const workflowPermissionsResponse = v.looseObject({
  default_workflow_permissions: v.optional(v.picklist(['read', 'write'])),
});

const protectionRule = v.looseObject({
  type: v.string(),
  wait_timer: v.optional(v.number()),
  prevent_self_review: v.optional(v.boolean()),
  reviewers: v.optional(v.array(v.unknown())),
});

/** https://docs.github.com/en/rest/deployments/environments#get-an-environment */
export const environmentResponse = v.looseObject({
  name: v.string(),
  can_admins_bypass: v.optional(v.boolean()),
  protection_rules: v.optional(v.array(protectionRule)),
  deployment_branch_policy: v.nullish(
    v.looseObject({ protected_branches: v.boolean(), custom_branch_policies: v.boolean() }),
  ),
});

/** What GitHub says of an environment. */
export type EnvironmentResponse = v.InferOutput<typeof environmentResponse>;

/** https://docs.github.com/en/rest/deployments/branch-policies#list-deployment-branch-policies */
export const branchPoliciesResponse = v.looseObject({
  total_count: v.number(),
  branch_policies: v.array(
    v.looseObject({ id: v.optional(id), name: v.string(), type: v.optional(v.picklist(['branch', 'tag'])) }),
  ),
});

/** Rules of branches and tags of an environment. */
export type BranchPoliciesResponse = v.InferOutput<typeof branchPoliciesResponse>;

/** Reads an answer by its documented form. What has another form says nothing, and is never guessed at. */
export function readResponse<T>(schema: v.GenericSchema<unknown, T>, data: unknown, what: string): T {
  const read = v.safeParse(schema, data);
  if (!read.success) throw new NoAnswer(`what GitHub says of ${what} has not the documented form`);
  return read.output;
}
