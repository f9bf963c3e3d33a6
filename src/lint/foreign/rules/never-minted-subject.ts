import { isAnything, marked } from '../marked';
import type { ForeignRule } from '../rule';
import { type Subject, refFault } from '../subject';
import { conditionsOn, isDeadWildcard, subjectValues } from '../values';

/**
 * Subjects that GitHub sends from no repository, whatever its subject template; and two that are a mistake but for an odd one.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export const neverMintedSubject: ForeignRule = {
  id: 'never-minted-subject',
  check({ trusts }, report) {
    for (const trust of trusts) {
      for (const { value, subject, text } of subjectValues(trust)) {
        if (isAnything(text)) continue;
        if (subject.fault !== undefined) report(value.place, `GitHub never sends \`${value.raw}\`: ${subject.fault}`);
        else if (isDoubled(subject))
          report(
            value.place,
            `without a subject template made for it, GitHub never sends \`${value.raw}\`: a subject names an environment, a pull request or a ref\nrequire the second by a condition of its own, on \`${trust.issuer.host}:ref\` or \`environment\``,
            'warning',
          );
      }
      for (const condition of conditionsOn(trust, 'ref')) {
        for (const value of condition.values) {
          const fault = isDeadWildcard(condition, value) ? undefined : refFault(marked(value.text));
          if (fault !== undefined) report(value.place, `no token has \`${value.raw}\` as its ref: ${fault}`);
        }
      }
    }
  },
};

/** What only a subject template gives that says the same twice: mostly two claims that were meant to be required both. */
function isDoubled({ claims }: Subject): boolean {
  const keys = claims.map(({ key }) => key).join(':');
  return /^repo:(environment:ref|ref:environment|pull_request:ref|ref:pull_request)$/.test(keys);
}
