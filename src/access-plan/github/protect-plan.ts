import { compareText } from '../../diagnostics/diagnostic';
import type { ForgottenEnvironmentPlan, EnvironmentPlan, ProtectPlan } from '../access-plan';
import { protectStack } from '../names';
import { declaredEnvironments, forgottenEnvironments } from './environments';
import { type GitHubInputs, gitHubStack, owners } from './github-stacks';
import type { Repository } from './repositories';

/** The stacks that protect environments: one for each owner of a declared one. */
export function protectPlans(inputs: GitHubInputs): readonly ProtectPlan[] {
  return owners(inputs).flatMap((owner) => protectPlan(owner, inputs));
}

function protectPlan(owner: string, inputs: GitHubInputs): readonly ProtectPlan[] {
  const { lock, repositories, bindings, problems } = inputs;
  const own = repositories.filter((repository) => repository.owner === owner);
  const host = bindings.github.host ?? 'github.com';
  const declared = own.map((repository) => [repository, declaredEnvironments(repository, host, problems)] as const);
  const environments = declared.flatMap(([, plans]) => plans);
  if (environments.length === 0) return [];
  const locked = [...lock.repositories.values()]
    .filter((facts) => facts.owner === owner)
    .toSorted((a, b) => compareText(a.name, b.name));
  const forgotten = [
    ...locked.flatMap((facts) =>
      forgottenEnvironments(
        facts,
        own.find(({ name }) => name === facts.name),
      ),
    ),
    ...declared.flatMap(([repository, plans]) => underFormerName(repository, plans)),
  ];
  const written = declared.filter(([, plans]) => plans.length > 0).map(([repository]) => repository);
  return [{ ...gitHubStack(inputs, owner, protectStack(owner), written, []), environments, forgotten }];
}

/** Replacing an environment would delete its secrets: a renamed repository's are forgotten under the old name. */
function underFormerName(
  { settings }: Repository,
  plans: readonly EnvironmentPlan[],
): readonly ForgottenEnvironmentPlan[] {
  const { renamed_from: repository } = settings;
  if (repository === undefined) return [];
  return plans.map(({ environment, deploymentPolicy: policy }) => ({
    repository,
    environment,
    branches: policy.kind === 'patterns' ? policy.branches : [],
    tags: policy.kind === 'patterns' ? policy.tags : [],
  }));
}
