import * as v from 'valibot';
import { integer, matching, namedMap, oneOrMany, orList, struct, text } from './kit';
import { OWNER, REPOSITORY } from '../../oidc/github-names';
import { isTemplateKey } from '../../oidc/claims';

/** A day, as in `until`. */
export const day = v.pipe(
  matching(/^\d{4}-\d{2}-\d{2}$/, 'a date, YYYY-MM-DD'),
  v.check(
    (date) => !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date),
    'must be a day that exists',
  ),
);

/** Text of digits or a number, as GitHub's ids. */
export const numericId = v.pipe(
  v.string(({ input }) =>
    typeof input === 'number' ? 'must be in quotes: ids are text here' : 'must be text of digits',
  ),
  v.regex(/^[1-9][0-9]*$/, 'must be digits, not beginning with 0'),
);

/** `name` or `owner/name`. */
export const repositoryName = v.pipe(
  v.string(),
  v.check(
    (name) => !/[*?]/.test(name),
    'names repositories one by one: for all of an owner write `owner` with `subject_pattern`, and pin the workflow',
  ),
  v.check((name) => {
    if (/[*?]/.test(name)) return true;
    const [repository = '', owner, ...rest] = name.split('/').reverse();
    return rest.length === 0 && REPOSITORY.test(repository) && (owner === undefined || OWNER.test(owner));
  }, 'must be the name of a repository, or `owner/name`'),
);

const templateKey = v.pipe(
  v.string(),
  v.check(isTemplateKey, 'must be a claim that GitHub accepts in a subject template'),
);

/** GitHub's `include_claim_keys`, or `default`. */
export const subjectTemplate = v.union([
  v.literal('default'),
  v.pipe(
    v.array(templateKey),
    v.minLength(1, 'must not be empty'),
    v.check((keys) => new Set(keys).size === keys.length, 'names a claim twice'),
  ),
]);

const team = v.union([text, integer(1, Number.MAX_SAFE_INTEGER)]);

/** fnmatch patterns of a deployment policy. */
const refPatterns = oneOrMany(matching(/^[^\x00-\x1F\x7F]+$/, 'a pattern, without control characters'));

const reviewers = struct(
  { teams: v.optional(orList(team)), users: v.optional(orList(team)) },
  { teams: 'Slugs of teams, or their ids as numbers.', users: 'Logins of users, or their ids as numbers.' },
);

/** An environment and its protection. */
export const environment = struct(
  {
    renamed_from: v.optional(oneOrMany(text)),
    reviewers: v.nullish(reviewers),
    wait_timer: v.nullish(integer(0, 43_200)),
    prevent_self_review: v.nullish(v.boolean()),
    can_admins_bypass: v.nullish(v.boolean()),
    deployment_branches: v.nullish(refPatterns),
    deployment_tags: v.nullish(refPatterns),
    protected_branches: v.nullish(v.literal(true)),
  },
  {
    renamed_from:
      'Its former spelling, or spellings, oldest first, which differ in letter case alone: GitHub cannot rename environments, and ignores case in their names. Remove it after the next apply.',
    reviewers:
      'Who has to approve a job: at most 6 teams and users together, of whom one is enough. On private repositories GitHub asks for an Enterprise plan.',
    wait_timer: 'Minutes to wait before a job, up to 43200. Default: 0.',
    prevent_self_review: 'Whether whoever started a run may not approve it; goes with reviewers. Default: `false`.',
    can_admins_bypass: "Whether administrators may skip the protection. Default: `false`, other than GitHub's own.",
    deployment_branches: "Patterns of branches that may deploy, in GitHub's form: `*` does not match `/`.",
    deployment_tags: 'Patterns of tags that may deploy.',
    protected_branches:
      'Only protected branches may deploy, instead of patterns. If the repository protects none, every branch may.',
  },
);

const movingTo = v.union([
  text,
  struct(
    { owner: matching(OWNER, 'a GitHub login'), owner_id: numericId, name: text },
    { owner: 'Login of the new owner.', owner_id: 'Id of the new owner, in quotes.', name: 'The new name.' },
  ),
]);

const settings = {
  subject_format: v.nullish(v.picklist(['legacy', 'immutable', 'both'])),
  until: v.nullish(day),
  subject_template: v.nullish(subjectTemplate),
  environments: v.nullish(namedMap(v.string(), v.nullable(environment))),
  known_secrets: v.nullish(
    namedMap(
      matching(/^[A-Za-z_]\w*$/, 'the name of a secret'),
      matching(
        /^(arn:[a-z-]+:iam::\d{12}:role\/\S+|[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?)$/,
        'a binding, `binding/account`, or the ARN of a role',
      ),
    ),
  ),
};

const settingsDocs = {
  subject_format:
    '`legacy` (`repo:OWNER/NAME:…`), `immutable` (`repo:OWNER@ID/NAME@ID:…`) or, while a repository migrates, `both`. Default: what the lock file says.',
  until: 'With `both`: the day by which the migration should be over.',
  subject_template:
    "The claims that make up the repository's subjects (GitHub's `include_claim_keys`), or `default` to go back to `[repo, context]`. While the lock file knows another, subjects of both are trusted, but none of that other where only the new one carries a claim that a trust entry requires.",
  environments:
    'Environments and their protection. One that exists is adopted, so that the plan shows every change; one that is no longer declared is let go of, never deleted.',
  known_secrets:
    'Secrets that are set by hand and hold the ARN of a role, each with that role: a binding, `binding/account` where it is in several, or an ARN. `check-workflows` alone reads it, and nothing is emitted.',
};

/** What a repository needs beyond its name. */
export const repository = struct(
  {
    ...settings,
    moving_to: v.nullish(movingTo),
    renamed_from: v.optional(oneOrMany(matching(REPOSITORY, 'the former name, without owner'))),
  },
  {
    ...settingsDocs,
    renamed_from:
      "The repository's former name, or names, oldest first, also for letter case: its environments and variables are let go of at their old addresses and adopted at the new ones. Remove it after the next apply.",
    moving_to:
      'The coming name, or `{ owner, owner_id, name }` when the owner changes: trusts the coming subjects beside the present ones until the key is removed.',
  },
);

/** `defaults.repository`. */
export const repositoryDefaults = struct(settings, settingsDocs);
