import type { ProtectPlan, PublishPlan } from '../../access-plan/access-plan';
import { keyOf, location } from '../../diagnostics/source';
import type { Rule } from '../rule';

/** What GitHub lets one token make in an hour. */
const WRITES_PER_HOUR = 500;

/**
 * GitHub slows down who makes much: about 80 objects a minute and 500 an hour. A larger stack cannot be applied in one go.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export const slowGithubStack: Rule = {
  id: 'slow-github-stack',
  check({ access, bindings }, report) {
    const { protect, publish } = access.plan;
    const isDeclaredHere = [...bindings.repositories.values()].some(({ at }) => at.source === bindings.source);
    const declarations = isDeclaredHere ? 'repositories' : 'bindings';
    const stacks = [
      ...protect.map((plan) => ({ plan, count: protectCount(plan), cause: declarations, advice: FEWER_RULES })),
      ...publish.map((plan) => ({ plan, count: publishCount(plan), cause: 'bindings', advice: FEWER_VARIABLES })),
    ];
    for (const { plan, count, cause, advice } of stacks) {
      if (count <= WRITES_PER_HOUR) continue;
      report(
        keyOf(location(bindings.source, [cause])),
        [
          `the stack \`${plan.stack}\` holds ${count} objects, and GitHub takes about 80 writes a minute and ${WRITES_PER_HOUR} an hour: the first apply takes ${Math.ceil(count / WRITES_PER_HOUR)} hours or fails`,
          advice,
          'or keep some of the repositories in another bindings file, with a state of its own',
        ].join('\n'),
      );
    }
  },
};

const FEWER_RULES = 'declare fewer patterns: each branch and tag pattern of an environment is an object';
const FEWER_VARIABLES = 'publish what is the same everywhere once, with `scope: organization`';

function protectCount({ environments }: ProtectPlan): number {
  const rules = environments.map(({ deploymentPolicy: policy }) =>
    policy.kind === 'patterns' ? policy.branches.length + policy.tags.length : 0,
  );
  return rules.reduce((sum, count) => sum + count, environments.length);
}

function publishCount({ variables, organizationVariables, subjectTemplates }: PublishPlan): number {
  return variables.length + organizationVariables.length + subjectTemplates.length;
}
