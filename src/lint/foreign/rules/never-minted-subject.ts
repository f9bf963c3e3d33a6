import { isAnything, isWild, marked } from '../marked';
import { conditionOf } from '../portions';
import type { ForeignRule } from '../rule';
import { isPinned } from '../strangers';
import { halfIdFault, refFault } from '../subject';
import type { ForeignPolicy, Trust, TrustCondition } from '../trust';
import { type SubjectValue, conditionsOn, isDeadWildcard, subjectValues } from '../values';

/** Claims whose values have a form; ids are reported as such. */
const FORMED = ['actor', 'environment', 'job_workflow_ref', 'ref', 'repository', 'workflow'];

/**
 * Values that no token of GitHub's has, whatever the subject template; and subjects that are a mistake but for an odd template.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export const neverMintedSubject: ForeignRule = {
  id: 'never-minted-subject',
  check(policy, report) {
    for (const trust of policy.trusts) {
      for (const each of subjectValues(trust)) {
        const { value, text, subject } = each;
        if (isAnything(text)) continue;
        if (isNever(policy, trust, each)) {
          if (halfIdFault(subject) === undefined)
            report(value.place, `GitHub never sends \`${value.raw}\`: ${subject.fault ?? OTHERWISE}`);
        } else if (isOdd(each) && !isOursToKnow(policy, each))
          report(
            value.place,
            `without a subject template made for it, GitHub never sends \`${value.raw}\`: a subject names an environment, a pull request or a ref\nrequire the second by a condition of its own, on \`${trust.issuer.host}:ref\` or \`environment\``,
            'warning',
          );
      }
      for (const condition of FORMED.flatMap((claim) => conditionsOn(trust, claim))) {
        for (const value of condition.values) {
          if (isDeadWildcard(condition, value) || isSatisfiable(policy, trust, condition, value)) continue;
          const fault = condition.claim === 'ref' ? refFault(marked(value.text)) : undefined;
          report(value.place, `no token has \`${value.raw}\` as its ${condition.claim}${fault ? `: ${fault}` : ''}`);
        }
      }
    }
  },
};

const OTHERWISE = 'the parts that wildcards leave do not fit what stands beside them';

/** A GitHub Enterprise Server before 3.18 does not write `:` as `%3A`: there, only the beginning says what cannot be. */
function isNever(policy: ForeignPolicy, trust: Trust, { condition, value, subject }: SubjectValue): boolean {
  if (trust.issuer.kind === 'ghes' && subject.fault === undefined) return false;
  return !isSatisfiable(policy, trust, condition, value);
}

function isSatisfiable(policy: ForeignPolicy, trust: Trust, condition: TrustCondition, value: SubjectValue['value']) {
  return !trust.issuer.claims.includes(condition.claim as never) && condition.claim !== 'sub'
    ? true
    : policy.isSatisfiable(trust, conditionOf(condition, [value]));
}

/** What only a subject template gives that says the same twice, or no context. */
function isOdd({ text, subject: { claims, fault } }: SubjectValue): boolean {
  const keys = claims.map(({ key }) => key).join(':');
  if (claims.length === 1) return keys === 'repo' && !isWild(text) && text.split(':').length === 2;
  if (fault !== undefined) return false;
  return /^repo(:environment:ref|:ref:environment|:pull_request:ref|:ref:pull_request)$/.test(keys);
}

/** Whether a subject without a context is pinned by ids: whoever does that knows the template. */
function isOursToKnow({ portions }: ForeignPolicy, { value, subject }: SubjectValue): boolean {
  const portion = portions.find((each) => each.value === value);
  return subject.open || (subject.claims.length === 1 && (!portion || isPinned(portion)));
}
