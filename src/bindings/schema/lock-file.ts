import * as v from 'valibot';
import { integer, matching, namedMap, struct, text } from './kit';
import { numericId } from './repository';
import { OWNER, REPOSITORY } from '../../oidc/github-names';

const fullName = v.pipe(
  v.string(),
  v.check((name) => {
    const [owner = '', repository = '', ...rest] = name.split('/');
    return rest.length === 0 && OWNER.test(owner) && REPOSITORY.test(repository);
  }, 'must be `owner/name`'),
);

/** Patterns with the ids of their rules; a list where the ids are not known. */
const rulePatterns = v.union([
  v.pipe(v.array(v.string()), v.readonly()),
  namedMap(text, integer(1, Number.MAX_SAFE_INTEGER)),
]);

const environmentFacts = struct(
  {
    reviewers: v.optional(integer(0, 6)),
    wait_timer: v.optional(integer(0, 43_200)),
    prevent_self_review: v.optional(v.boolean()),
    can_admins_bypass: v.optional(v.boolean()),
    deployment_branches: v.optional(rulePatterns),
    deployment_tags: v.optional(rulePatterns),
    protected_branches: v.optional(v.boolean()),
  },
  {
    reviewers: 'How many reviewers it has.',
    wait_timer: 'Minutes.',
    prevent_self_review: 'Whether whoever started a run may not approve it.',
    can_admins_bypass: 'Whether administrators may skip the protection.',
    deployment_branches:
      'Its branch patterns, each with the id of its rule, by which Terraform adopts it. A list, without ids, is valid too.',
    deployment_tags: 'Its tag patterns, likewise.',
    protected_branches: 'Whether only protected branches may deploy.',
  },
);

const templateKeys = v.pipe(
  v.array(matching(/^[A-Za-z0-9_]+$/, 'the name of a claim')),
  v.minLength(1, 'must not be empty'),
);

const repositoryFacts = struct(
  {
    owner_id: v.optional(numericId),
    repository_id: v.optional(numericId),
    subject_prefix: v.optional(v.string()),
    subject_claims: v.optional(v.union([v.literal('default'), templateKeys])),
    owner_type: v.optional(v.picklist(['Organization', 'User'])),
    default_branch: v.optional(v.string()),
    default_workflow_permissions: v.optional(v.picklist(['read', 'write'])),
    visibility: v.optional(v.picklist(['public', 'private', 'internal'])),
    archived: v.optional(v.boolean()),
    has_protected_branches: v.optional(v.boolean()),
    environments: v.optional(namedMap(v.string(), v.nullable(v.union([v.literal('absent'), environmentFacts])))),
    former_names: v.optional(v.array(fullName)),
    kept: v.optional(v.array(text)),
  },
  {
    owner_id: "The owner's id, in quotes. Required together with `repository_id`.",
    repository_id: "The repository's id, in quotes.",
    subject_prefix:
      "GitHub's own answer; selects the form of the subjects. Missing: both forms are trusted, with the ids beside them.",
    subject_claims: "`default`, or the subject template in effect. Missing: `subject_template`, else GitHub's default.",
    owner_type: '`Organization` or `User`.',
    default_branch: 'The default branch.',
    default_workflow_permissions:
      "`read` or `write`: what a workflow's token may do where the workflow names no `permissions`.",
    visibility: '`public`, `private` or `internal`.',
    archived: 'Whether it is archived.',
    has_protected_branches: 'Whether any branch is protected.',
    environments: 'Environments that are trusted, declared or once known: what GitHub says of each, or `absent`.',
    former_names:
      'Names (`owner/name`) that it had before, oldest first. Terraform lets go of what it may still hold under them.',
    kept: 'Environments that bindings.yaml declared when `lock` ran. Terraform lets go of those that it no longer declares.',
  },
);

/** bindings.lock.yaml: what GitHub said about the repositories in use. */
export const lockFile = struct(
  { version: v.literal(1), repositories: v.optional(namedMap(fullName, repositoryFacts)) },
  { version: 'The format of this file: `1`.', repositories: 'Facts by `owner/name`.' },
);
