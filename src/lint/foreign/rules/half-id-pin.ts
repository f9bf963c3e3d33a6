import { NUMERIC_ID } from '../../../oidc/github-names';
import { pinsOwner, pinsRepository } from '../breadth';
import { isWild, marked, shownMarked } from '../marked';
import type { ForeignRule } from '../rule';
import { type NamedRepository, namedRepository } from '../subject';
import { conditionsOn, eachWeakValue, isDeadWildcard } from '../values';

const ID_CLAIMS = ['repository_id', 'repository_owner_id', 'enterprise_id', 'actor_id'];

/** Ids are never given twice, and pin a name only where both are there, whole and in digits. */
export const halfIdPin: ForeignRule = {
  id: 'half-id-pin',
  check(policy, report) {
    eachWeakValue(
      policy,
      ({ subject }, trust) =>
        faultOf(namedRepository(subject)) !== undefined && !(pinsRepository(trust) && pinsOwner(trust)),
      ({ value, subject }) =>
        report(
          value.place,
          `${faultOf(namedRepository(subject))}\nwrite both: \`repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID:…\``,
        ),
    );
    for (const trust of policy.trusts) {
      for (const condition of ID_CLAIMS.flatMap((claim) => conditionsOn(trust, claim))) {
        for (const value of condition.values) {
          if (isDeadWildcard(condition, value) || NUMERIC_ID.test(marked(value.text))) continue;
          report(value.place, `\`${value.raw}\` is not an id: \`${condition.claim}\` has digits only\n${WHERE}`);
        }
      }
    }
  },
};

const WHERE = "`gh api repos/OWNER/NAME --jq '{owner: .owner.id, repository: .id}'` shows both";

function faultOf(repository: NamedRepository | undefined): string | undefined {
  if (!repository) return undefined;
  const { ownerId, name, nameId } = repository;
  const wrong = [ownerId, nameId].find((id) => id !== undefined && !NUMERIC_ID.test(id));
  if (wrong !== undefined) return `\`${shownMarked(wrong)}\` is no id, which has digits only: the name alone counts`;
  if (ownerId !== undefined && nameId === undefined && !isWild(name))
    return 'the subject holds the id of the owner only';
  if (ownerId === undefined && nameId !== undefined) return 'the subject holds the id of the repository only';
  return undefined;
}
