import type { EnvironmentSettings } from '../../bindings/bindings';
import { type EnvironmentFacts, deploymentRules } from '../../bindings/lock';
import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf, wasPruned } from '../../diagnostics/source';
import { environmentProblem } from '../../oidc/github-names';
import { ghApi, hostKind } from '../../oidc/issuer';
import type { DeploymentPolicyPlan, EnvironmentPlan, ExistingRulePlan } from '../access-plan';
import type { Repository } from './repositories';
import type { ResolvedEntry } from '../trust/resolved-entry';
import type { ResolvedVariable } from './variables';

/** The environments that the file declares for a repository. */
export function declaredEnvironments(
  repository: Repository,
  host: string,
  problems: Problems,
): readonly EnvironmentPlan[] {
  const settings = repository.settings.environments ?? new Map<string, EnvironmentSettings>();
  const list = child(repository.at, 'environments');
  const impossible = checkNames([...settings.keys()], list, host, problems);
  return [...settings]
    .filter(([environment]) => !impossible.has(environment))
    .map(([environment, own]) =>
      environmentPlan(repository, environment, own, child(list, environment), host, problems),
    )
    .toSorted(byEnvironment);
}

function byEnvironment(a: { environment: string }, b: { environment: string }): number {
  return compareText(a.environment, b.environment);
}

/** Whether the file declares an environment, in whatever case. */
function isDeclared({ settings }: Repository, environment: string): boolean {
  return [...(settings.environments?.keys() ?? [])].some((name) => name.toLowerCase() === environment.toLowerCase());
}

/** Reports names that GitHub could not have side by side; gives those. */
function checkNames(names: readonly string[], list: Location, host: string, problems: Problems): ReadonlySet<string> {
  const seen = new Map<string, string>();
  const impossible = new Set<string>();
  for (const name of names) {
    const at = keyOf(child(list, name));
    const problem = environmentProblem(name);
    if (problem) {
      impossible.add(name);
      problems.error('invalid-value', at, `\`${name}\` cannot be an environment: ${problem}`);
    }
    if (name.includes(':') && hostKind(host) === 'ghes')
      problems.error(
        'colon-in-environment',
        at,
        `\`${name}\` holds a colon, which only newer servers encode in a subject: rename the environment`,
      );
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    if (other === undefined) continue;
    impossible.add(name).add(other);
    problems.error(
      'duplicate-environment',
      at,
      `\`${name}\` and \`${other}\` differ only in case, and GitHub ignores case in environment names`,
      { message: 'the other one', at: keyOf(child(list, other)) },
    );
  }
  return impossible;
}

function environmentPlan(
  repository: Repository,
  environment: string,
  own: EnvironmentSettings,
  at: Location,
  host: string,
  problems: Problems,
): EnvironmentPlan {
  const locked = lockedEnvironment(repository, environment, keyOf(at), host, true, problems);
  const facts = locked === 'absent' ? undefined : locked;
  const { teams = [], users = [] } = own.reviewers ?? {};
  checkProtection(own, at, problems);
  if (own.reviewers?.teams?.length && repository.locked?.ownerType === 'User') {
    problems.error(
      'invalid-value',
      child(at, 'reviewers', 'teams'),
      `\`${repository.owner}\` is a user, and only organizations have teams`,
    );
  }
  return {
    repository: repository.name,
    environment,
    teams,
    users,
    waitTimer: own.wait_timer ?? 0,
    preventSelfReview: own.prevent_self_review ?? false,
    canAdminsBypass: own.can_admins_bypass ?? false,
    deploymentPolicy: deploymentPolicy(own),
    exists: facts !== undefined,
    existingRules: facts ? existingRules(own, facts) : [],
    losesReviewers: teams.length + users.length === 0 && (facts?.reviewers ?? 0) > 0,
  };
}

/** Reports what GitHub refuses; or worse, Terraform's provider then makes the environment without its protection. */
function checkProtection(own: EnvironmentSettings, at: Location, problems: Problems): void {
  const { teams = [], users = [] } = own.reviewers ?? {};
  const reviewers = teams.length + users.length;
  if (reviewers > 6)
    problems.error(
      'invalid-value',
      child(at, 'reviewers'),
      `names ${reviewers} reviewers, and GitHub takes 6 teams and users together`,
    );
  if (own.prevent_self_review && reviewers === 0)
    problems.error(
      'invalid-value',
      child(at, 'prevent_self_review'),
      '`prevent_self_review` goes with `reviewers`: without them GitHub refuses it, and the environment would be left unprotected',
    );
  if (own.protected_branches && (own.deployment_branches ?? own.deployment_tags))
    problems.error(
      'invalid-value',
      child(at, 'protected_branches'),
      'has both `protected_branches` and patterns: GitHub takes one of them',
    );
}

/** The declared rules that the lock knows by their ids: GitHub has each pattern once, so that a second one cannot be made. */
function existingRules(own: EnvironmentSettings, facts: EnvironmentFacts): readonly ExistingRulePlan[] {
  const declared = { branch: own.deployment_branches ?? [], tag: own.deployment_tags ?? [] };
  return deploymentRules(facts)
    .flatMap(({ kind, pattern, id }) =>
      id !== undefined && declared[kind].includes(pattern) ? [{ kind, pattern, id }] : [],
    )
    .toSorted((a, b) => compareText(a.kind, b.kind) || compareText(a.pattern, b.pattern));
}

function deploymentPolicy({
  deployment_branches: branches,
  deployment_tags: tags,
  protected_branches: all,
}: EnvironmentSettings): DeploymentPolicyPlan {
  if (all) return { kind: 'protected-branches' };
  if (!branches && !tags) return { kind: 'any' };
  const distinct = (patterns: readonly string[] = []) => [...new Set(patterns)].sort(compareText);
  return { kind: 'patterns', branches: distinct(branches), tags: distinct(tags) };
}

/**
 * What the lock knows of an environment; that it knows nothing is an error, since creating one that exists strips its protection.
 * On GitHub Enterprise Server it has to know those that the file declares.
 */
function lockedEnvironment(
  { locked, fullName, name }: Repository,
  environment: string,
  at: Location,
  host: string,
  isDeclared: boolean,
  problems: Problems,
): EnvironmentFacts | 'absent' | undefined {
  const facts = locked?.environments.get(environment);
  if (facts !== undefined) return facts;
  const other = sameButCase([...(locked?.environments.keys() ?? [])], environment);
  if (locked && other !== undefined) {
    const known = { message: "GitHub's spelling, as locked", at: keyOf(child(locked.at, 'environments', other)) };
    const renamed = `repositories: { ${name}: { environments: { ${other}: { renamed_from: ${environment} } } } }`;
    problems.error(
      'wrong-case',
      at,
      [
        `the environment \`${environment}\` is spelled \`${other}\` at GitHub`,
        ...(isDeclared
          ? [
              'write it so wherever it stands; if it was applied as it is now, say so, and Terraform deletes nothing:',
              `  ${renamed}`,
            ]
          : []),
      ].join('\n'),
      known,
    );
  } else if (
    (isDeclared || hostKind(host) !== 'ghes') &&
    !(locked && wasPruned(child(locked.at, 'environments', environment)))
  ) {
    problems.error('unlocked-environment', at, unlockedMessage(fullName, environment, host));
  }
  return undefined;
}

function unlockedMessage(fullName: string, environment: string, host: string): string {
  const api = ghApi(host);
  return [
    `the lock file does not say whether \`${fullName}\` has an environment \`${environment}\``,
    'creating one that exists would strip its reviewers and branch rules. Ask, and have the lock file written:',
    '  npx oidc-bindings lock',
    'or ask by hand:',
    `  ${api} 'repos/${fullName}/environments/${encodeURIComponent(environment)}'`,
    `and under \`environments\` of \`${fullName}\` in the lock file write, if the answer is 404,`,
    `  ${environment}: absent`,
    `else what it says, as`,
    `  ${environment}: { reviewers: 1, deployment_branches: { main: 71 } }`,
  ].join('\n');
}

/** Reports variables for environments that are neither declared nor known to exist, and names spelt two ways. */
export function checkVariableEnvironments(
  variables: readonly ResolvedVariable[],
  host: string,
  problems: Problems,
): void {
  for (const { target, role, at } of variables) {
    const { repository, environment } = target;
    if (!repository || environment === undefined || repository.settings.environments?.has(environment)) continue;
    if (isDeclared(repository, environment) || wasPruned(child(repository.at, 'environments'))) continue;
    if (sameButCase([...(repository.locked?.environments.keys() ?? [])], environment) !== undefined) continue;
    const entry = role.entries.find(({ contexts }) => contexts.environments.includes(environment));
    const place = entry ? child(entry.place.at, 'environment') : at;
    const facts = lockedEnvironment(repository, environment, place, host, false, problems);
    const isUnknown = facts === undefined && hostKind(host) === 'ghes';
    if (facts !== 'absent' && !isUnknown) continue;
    const declare = `repositories: { ${repository.name}: { environments: { ${environment}: {} } } }`;
    problems.error(
      'environment-missing',
      place,
      `\`${repository.fullName}\` has no environment \`${environment}\` that could hold a variable\ndeclare it, with its protection: \`${declare}\``,
    );
  }
}

/** Reports trusted environments that are declared, or known to GitHub, in other capitals. */
export function checkEnvironmentCase({ repositories, contexts, place }: ResolvedEntry): void {
  for (const repository of repositories) {
    for (const [i, environment] of contexts.environments.entries()) {
      const declared = sameButCase([...(repository.settings.environments?.keys() ?? [])], environment);
      const locked = sameButCase([...(repository.locked?.environments.keys() ?? [])], environment);
      const other = declared ?? locked;
      if (other === undefined) continue;
      const at = child(
        declared === undefined ? (repository.locked?.at ?? repository.at) : repository.at,
        'environments',
        other,
      );
      const known = declared === undefined ? 'spelled' : 'declared as';
      const related = {
        message: declared === undefined ? "GitHub's spelling, as locked" : 'declared here',
        at: keyOf(at),
      };
      place.problems.error(
        'wrong-case',
        child(place.at, 'environment', i),
        `the environment \`${environment}\` is ${known} \`${other}\``,
        related,
      );
    }
  }
}

function sameButCase(names: readonly string[], name: string): string | undefined {
  return names.includes(name) ? undefined : names.find((other) => other.toLowerCase() === name.toLowerCase());
}
