import { NUMERIC_ID } from '../../../oidc/github-names';
import { marked } from '../marked';
import type { ForeignRule } from '../rule';
import { conditionOf } from '../portions';
import { halfIdFault } from '../subject';
import { conditionsOn, isDeadWildcard, subjectValues } from '../values';

const ID_CLAIMS = ['repository_id', 'repository_owner_id', 'enterprise_id', 'actor_id'];

/** Ids are never given twice, and pin a name only where both are there, whole and in digits. */
export const halfIdPin: ForeignRule = {
  id: 'half-id-pin',
  check(policy, report) {
    for (const trust of policy.trusts) {
      for (const { value, condition, subject } of subjectValues(trust)) {
        const fault = halfIdFault(subject);
        if (fault === undefined || policy.isSatisfiable(trust, conditionOf(condition, [value]))) continue;
        report(value.place, `${fault}: no token has it\nwrite both: \`repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID:…\``);
      }
    }
    for (const trust of policy.trusts) {
      for (const condition of ID_CLAIMS.flatMap((claim) => conditionsOn(trust, claim))) {
        for (const value of condition.values) {
          if (isDeadWildcard(condition, value) || NUMERIC_ID.test(marked(value.text))) continue;
          const isHarmless = policy.isSatisfiable(trust, conditionOf(condition, [value]));
          report(
            value.place,
            `\`${value.raw}\` is not an id: \`${condition.claim}\` has digits only\n${WHERE}`,
            isHarmless ? 'warning' : 'error',
          );
        }
      }
    }
  },
};

const WHERE = "`gh api repos/OWNER/NAME --jq '{owner: .owner.id, repository: .id}'` shows both";
