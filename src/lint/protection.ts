import type { Repository } from '../access-plan/github/repositories';
import { branchSettings } from '../bindings/lock';
import { type Location, type PathStep, child } from '../diagnostics/source';
import type { Environment } from './environments';
import { admitsAnybody } from './ref-patterns';

interface Rules {
  readonly deployment_branches?: readonly string[];
  readonly deployment_tags?: readonly string[];
  readonly protected_branches?: boolean;
}

/** Whether branch rules keep anybody out; if there are some that do not, why, and which. */
export type BranchRules =
  | { readonly kind: 'hold' }
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly why: string; readonly path: readonly PathStep[] };

/** What stands between a workflow that names an environment and its jobs. */
export interface Protection {
  readonly reviewers: number;
  readonly rules: BranchRules;
}

/** The protection of an environment: as declared, else as GitHub has it, as far as the lock knows. */
export function protectionOf({ declared, facts, repository }: Environment): Protection {
  if (declared) {
    const { teams = [], users = [] } = declared.settings.reviewers ?? {};
    return { reviewers: teams.length + users.length, rules: branchRules(declared.settings, repository) };
  }
  if (facts === undefined || facts === 'absent') return { reviewers: 0, rules: { kind: 'none' } };
  return { reviewers: facts.reviewers ?? 0, rules: branchRules(branchSettings(facts), repository) };
}

/**
 * What branch rules, declared or locked, are worth.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags
 */
export function branchRules(rules: Rules, { fullName, locked }: Repository): BranchRules {
  if (rules.protected_branches) {
    const known = locked?.hasProtectedBranches;
    if (known) return { kind: 'hold' };
    const says = known === false ? 'says that it protects none' : 'does not say that it protects any';
    const why = `\`protected_branches\` keeps out nobody unless \`${fullName}\` protects a branch, and the lock file ${says}`;
    return { kind: 'open', why, path: ['protected_branches'] };
  }
  for (const key of ['deployment_branches', 'deployment_tags'] as const) {
    const index = (rules[key] ?? []).findIndex(admitsAnybody);
    if (index < 0) continue;
    const what = key === 'deployment_tags' ? 'tag' : 'branch';
    const why = `whoever may push to \`${fullName}\` can push a ${what} that matches \`${rules[key]?.[index]}\``;
    return { kind: 'open', why, path: [key, index] };
  }
  const count = (rules.deployment_branches ?? []).length + (rules.deployment_tags ?? []).length;
  return { kind: count > 0 ? 'hold' : 'none' };
}

/** Where the branch rule stands that lets everybody through, in an environment that has one at `at`. */
export function openRulePlace(rules: BranchRules, at: Location): Location | undefined {
  return rules.kind === 'open' ? child(at, ...rules.path) : undefined;
}
