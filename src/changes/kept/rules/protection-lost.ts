import type { EnvironmentPlan, ProtectPlan } from '../../../access-plan/access-plan';
import { covers, deploymentPattern } from '../../../oidc/ref-pattern';
import type { ChangeRule, InputWords } from '../context';

/**
 * What an environment was declared with is what its roles rely on. `weakens-environment` compares with what the lock file knows;
 * this rule with what the file said.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export const protectionLost: ChangeRule = {
  id: 'protection-lost',
  check({ earlier, present, places }, report) {
    if (!earlier.words) return;
    const before = declared(earlier.words);
    for (const [key, { environment: now, owner }] of declared(present)) {
      const known = before.get(key);
      const losses = known ? lossesOf(known.environment, now) : [];
      if (losses.length === 0) continue;
      const fullName = `${owner}/${now.repository}`;
      report(places.environment(fullName, now.environment), [
        `the environment \`${now.environment}\` of \`${fullName}\` would have less protection than in ${earlier.label}:`,
        ...losses.map((loss) => `- ${loss}`),
        'every role that trusts the environment is protected by it. Declare what was there; if that shall go, waive this',
      ]);
    }
  },
};

interface Declared {
  readonly owner: string;
  readonly environment: EnvironmentPlan;
}

/** By the repository's id, so that a renamed one is the same; by its name where the lock has no ids. */
function declared({ access, lock }: InputWords): ReadonlyMap<string, Declared> {
  const key = ({ owner }: ProtectPlan, { repository, environment }: EnvironmentPlan) => {
    const fullName = `${owner}/${repository}`;
    return JSON.stringify([lock.repositories.get(fullName)?.ids?.repository ?? fullName, environment.toLowerCase()]);
  };
  return new Map(
    access.plan.protect.flatMap((plan) =>
      plan.environments.map((environment) => [key(plan, environment), { owner: plan.owner, environment }] as const),
    ),
  );
}

function lossesOf(before: EnvironmentPlan, now: EnvironmentPlan): readonly string[] {
  return [
    ...missing('the team', before.teams, now.teams),
    ...missing('the user', before.users, now.users),
    ...(now.waitTimer < before.waitTimer
      ? [`\`wait_timer\`: ${now.waitTimer} minutes instead of ${before.waitTimer}`]
      : []),
    ...(before.preventSelfReview && !now.preventSelfReview
      ? ['`prevent_self_review`: whoever starts a run could approve it']
      : []),
    ...(!before.canAdminsBypass && now.canAdminsBypass
      ? ['`can_admins_bypass`: administrators could skip all protection']
      : []),
    ...widerRules(before.deploymentPolicy, now.deploymentPolicy),
  ];
}

function missing(
  what: string,
  before: readonly (string | number)[],
  now: readonly (string | number)[],
): readonly string[] {
  const still = new Set(now.map((name) => String(name).toLowerCase()));
  const gone = before.filter((name) => !still.has(String(name).toLowerCase()));
  return gone.map((name) => `\`reviewers\`: ${what} \`${name}\` reviews no longer`);
}

type Policy = EnvironmentPlan['deploymentPolicy'];

function widerRules(before: Policy, now: Policy): readonly string[] {
  if (before.kind === 'any' || (before.kind === 'protected-branches' && now.kind === 'protected-branches')) return [];
  if (now.kind === 'any') return ['branch rules: any branch and tag may deploy'];
  if (now.kind === 'protected-branches')
    return ['branch rules: all protected branches may deploy, or any branch if none is protected'];
  const wide = before.kind === 'patterns' ? before : { branches: [], tags: [] };
  return [
    ...uncovered('heads', now.branches, wide.branches).map(
      (name) => `branch rules: branches \`${name}\` may deploy as well`,
    ),
    ...uncovered('tags', now.tags, wide.tags).map((name) => `branch rules: tags \`${name}\` may deploy as well`),
  ];
}

function uncovered(kind: 'heads' | 'tags', now: readonly string[], before: readonly string[]): readonly string[] {
  return now.filter(
    (text) => !before.some((wide) => covers(deploymentPattern(kind, wide), deploymentPattern(kind, text))),
  );
}
