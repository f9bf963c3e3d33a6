import { RepositoryEnvironmentDeploymentPolicy } from '@cdktf/provider-github/lib/repository-environment-deployment-policy';
import type { Construct } from 'constructs';
import type { DeploymentPolicyPlan, EnvironmentPlan, ForgottenEnvironmentPlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { add, resourceAddress } from './element';
import { environmentId } from './import-id';
import type { ImportBlock, MovedBlock } from './planned-stack';
import { terraformData, terraformText } from './terraform-text';

/** A branch or tag rule. */
interface Rule {
  readonly kind: 'branch' | 'tag';
  readonly pattern: string;
}

/**
 * The branch and tag rules of an environment, all at one address, so that one block can let go of all of them, also of those
 * that the program does not know.
 */
export function addRules(scope: Construct, plan: EnvironmentPlan, after: readonly string[]): void {
  const rules = rulesOf(plan.deploymentPolicy);
  if (rules.length === 0) return;
  const { repository, environment } = plan;
  const config = { repository: terraformText(repository), environment: terraformText(environment) };
  const element = add(scope, RepositoryEnvironmentDeploymentPolicy, address(repository, environment), config, after);
  element.addOverride('for_each', terraformData(Object.fromEntries(rules.map((rule) => [keyOf(rule), rule.pattern]))));
  for (const kind of ['branch', 'tag'])
    element.addOverride(`${kind}_pattern`, `\${startswith(each.key, "${kind} ") ? each.value : null}`);
}

/** GitHub answers a second rule of one pattern with the first, and the provider then knows neither: those that exist are adopted. */
export function importedRules(plan: EnvironmentPlan): readonly ImportBlock[] {
  const { repository, environment, existingRules } = plan;
  return existingRules.map((rule) => ({
    to: ruleAddress(repository, environment, rule),
    id: environmentId(repository, environment, rule.id),
  }));
}

/** Rules had an address each, which states may still hold. */
export function movedRules({ repository, environment, deploymentPolicy }: EnvironmentPlan): readonly MovedBlock[] {
  return rulesOf(deploymentPolicy).map((rule) => ({
    from: formerAddress(repository, environment, rule),
    to: ruleAddress(repository, environment, rule),
  }));
}

/** Where an environment's rules may stand. */
export function forgottenAddresses(plan: ForgottenEnvironmentPlan): readonly string[] {
  const { repository, environment, branches, tags } = plan;
  return [
    resourceAddress(RepositoryEnvironmentDeploymentPolicy, address(repository, environment)),
    ...rulesOf({ kind: 'patterns', branches, tags }).map((rule) => formerAddress(repository, environment, rule)),
  ];
}

function rulesOf(policy: DeploymentPolicyPlan): readonly Rule[] {
  if (policy.kind !== 'patterns') return [];
  return [
    ...policy.branches.map((pattern) => ({ kind: 'branch', pattern }) as const),
    ...policy.tags.map((pattern) => ({ kind: 'tag', pattern }) as const),
  ];
}

function keyOf({ kind, pattern }: Rule): string {
  return `${kind} ${pattern}`;
}

function ruleAddress(repository: string, environment: string, rule: Rule): string {
  const key = JSON.stringify(keyOf(rule));
  return `${resourceAddress(RepositoryEnvironmentDeploymentPolicy, address(repository, environment))}[${key}]`;
}

function formerAddress(repository: string, environment: string, { kind, pattern }: Rule): string {
  return resourceAddress(RepositoryEnvironmentDeploymentPolicy, address(repository, environment, kind, pattern));
}
