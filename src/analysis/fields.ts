import { type Language, difference, matching, union, words } from './language';

/** What a job decides, each by itself; the claims of its token are made from these. */
export type Field = string;

/** Begins the name of a field that stands for what only STS knows: `true` where the condition behind it holds. */
export const QUESTION = '?';

/** Stands for a claim that the token may lack, as if it were a value: no claim can hold it. */
export const ABSENT = '\u{10FFFF}';

const LOGIN = String.raw`[A-Za-z0-9][A-Za-z0-9\-]*(?:_[A-Za-z0-9]+)?`;
const NAME = String.raw`[A-Za-z0-9._\-]+`;
const ID = '[1-9][0-9]*';
/** What git allows in a ref. https://git-scm.com/docs/git-check-ref-format */
const REF_CHARACTER = String.raw`[^\u{0}-\u{20}\u{7f}~\^:?*\[\\./\u{10ffff}]`.replace('/', '\\/');
const REF_SEGMENT = String.raw`${REF_CHARACTER}(?:\.?${REF_CHARACTER})*`;
const REF_TEXT = String.raw`(?:${REF_SEGMENT}\.?\/)*${REF_SEGMENT}`;
const BRANCH_OR_TAG = String.raw`refs\/(?:heads|tags)\/${REF_TEXT}`;
const MERGE = String.raw`refs\/pull\/${ID}\/merge`;
const LINE = String.raw`[^\u{0}-\u{1f}\u{7f}\u{10ffff}]+`;
const ANY = String.raw`[^\u{10ffff}]*`;

/**
 * The values that a field can have, as regular expressions; lengths are not modeled. Logins, names and refs have their
 * alphabets, so that none of them holds a `:`.
 * https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims
 */
const DOMAINS: Readonly<Record<string, string>> = {
  owner: LOGIN,
  owner_id: ID,
  repository_id: ID,
  environment: LINE,
  // Deployments of a commit have an empty one.
  'ref of a job in an environment': `(?:${BRANCH_OR_TAG}|${MERGE})?`,
  // A pull request that is closed and merged has its base branch.
  'ref of a pull request': `${MERGE}|${BRANCH_OR_TAG.replace('heads|tags', 'heads')}`,
  'ref of another job': BRANCH_OR_TAG,
  'event of a pull request': 'pull_request(?:_review(?:_comment)?)?',
  actor: `${LOGIN}(?:\\[bot\\])?`,
  actor_id: ID,
  workflow: LINE,
  job_workflow_ref: `${LOGIN}\\/${NAME}\\/\\.github\\/workflows\\/${LINE.replace('\\u{10ffff}', '@\\u{10ffff}')}@${REF_TEXT}`,
  aud: ANY.replace(/\*$/, '+'),
  repository_visibility: 'public|private|internal',
  runner_environment: 'github-hosted|self-hosted',
  ref_type: 'branch|tag',
};

/** All values of a field. */
export function domainLanguage(field: Field): Language {
  if (field.startsWith(QUESTION)) return words('true', 'false');
  if (field === 'enterprise_id') return union(matching(ID), words(ABSENT));
  if (field === 'name') return difference(matching(NAME), matching(String.raw`[^]*\.git|\.\.?`));
  if (field.startsWith('repo_property_')) return matching(ANY);
  return matching(DOMAINS[field] ?? (/_id$|^run_|_attempt$/.test(field) ? ID : ANY));
}
