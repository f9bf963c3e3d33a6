import * as v from 'valibot';
import { integer, matching, namedMap, struct, text } from './kit';
import { OWNER, REPOSITORY } from '../../oidc/github-names';
import { isTemplateKey } from '../../oidc/claims';

/** A day, as in `until`. */
export const day = v.pipe(
  matching(/^\d{4}-\d{2}-\d{2}$/, 'a date, YYYY-MM-DD'),
  v.check((date) => !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date), 'must be a day that exists'),
);

/** Text of digits or a number, as GitHub's ids. */
export const numericId = v.pipe(
  v.string(({ input }) => (typeof input === 'number' ? 'must be in quotes: ids are text here' : 'must be text of digits')),
  v.regex(/^[1-9][0-9]*$/, 'must be digits, not beginning with 0'),
);

/** `name` or `owner/name`. */
export const repositoryName = v.pipe(
  v.string(),
  v.check((name) => {
    const [repository = '', owner, ...rest] = name.split('/').reverse();
    return rest.length === 0 && REPOSITORY.test(repository) && (owner === undefined || OWNER.test(owner));
  }, 'must be the name of a repository, or `owner/name`'),
);

const templateKey = v.pipe(v.string(), v.check(isTemplateKey, 'must be a claim that GitHub accepts in a subject template'));

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
const refPatterns = v.pipe(v.array(text), v.minLength(1, 'must not be empty'));

const reviewers = v.pipe(
  struct({ teams: v.optional(v.array(team)), users: v.optional(v.array(team)) }),
  v.check(({ teams = [], users = [] }) => teams.length + users.length <= 6, 'names more than 6 reviewers, the most that GitHub takes'),
);

/** An environment and its protection. */
export const environment = v.pipe(
  struct({
    reviewers: v.nullish(reviewers),
    wait_timer: v.nullish(integer(0, 43_200)),
    prevent_self_review: v.nullish(v.boolean()),
    can_admins_bypass: v.nullish(v.boolean()),
    deployment_branches: v.nullish(refPatterns),
    deployment_tags: v.nullish(refPatterns),
    protected_branches: v.nullish(v.literal(true)),
  }),
  v.check(
    ({ deployment_branches: branches, deployment_tags: tags, protected_branches: all }) => !(all && (branches || tags)),
    'has both `protected_branches` and patterns: GitHub takes one of them',
  ),
);

const movingTo = v.union([text, struct({ owner: matching(OWNER, 'a GitHub login'), owner_id: numericId, name: text })]);

const settings = {
  subject_format: v.nullish(v.picklist(['legacy', 'immutable', 'both'])),
  until: v.nullish(day),
  subject_template: v.nullish(subjectTemplate),
  environments: v.nullish(namedMap(v.string(), v.nullable(environment))),
};

/** What a repository needs beyond its name. */
export const repository = struct({ ...settings, moving_to: v.nullish(movingTo) });

/** `defaults.repository`. */
export const repositoryDefaults = struct(settings);
