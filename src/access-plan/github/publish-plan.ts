import { compareText } from '../../diagnostics/diagnostic';
import type { OrganizationVariablePlan, PublishPlan, ReleasedVariablePlan, VariablePlan } from '../access-plan';
import { publishStack } from '../names';
import type { ResolvedRole } from '../roles/roles';
import { type GitHubInputs, gitHubStack, owners } from './github-stacks';
import type { Repository } from './repositories';
import type { ResolvedVariable } from './variables';

/** The stacks that publish variables and subject templates, one for each owner; applied after all that they lead to. */
export function publishPlans(inputs: GitHubInputs): readonly PublishPlan[] {
  return owners(inputs).flatMap((owner) => publishPlan(owner, inputs));
}

function publishPlan(owner: string, inputs: GitHubInputs): readonly PublishPlan[] {
  const ofOwner = ({ target }: ResolvedVariable) => target.owner === owner;
  const variables = inputs.variables.filter(ofOwner);
  const released = inputs.released.filter(ofOwner).map(releasedVariable);
  const templated = inputs.repositories.filter(
    (repository) => repository.owner === owner && repository.settings.subject_template !== undefined,
  );
  if (variables.length + templated.length + released.length === 0) return [];

  const targets = new Set(
    [...variables.flatMap(({ target }) => target.repository ?? []), ...templated].map(({ name }) => name),
  );
  const written = inputs.repositories.filter(
    (repository) => repository.owner === owner && targets.has(repository.name),
  );
  const stacks = [
    ...variables.map(({ role }) => role),
    ...inputs.roles.filter((role) => trustsAny(role, templated)),
  ].map(({ account }) => account.stack);
  const renamed = variables.filter(({ target }) => target.repository?.settings.renamed_from !== undefined);
  return [
    {
      ...gitHubStack(inputs, owner, publishStack(owner), written, [...new Set(stacks)].sort(compareText)),
      variables: variables.flatMap(repositoryVariable),
      organizationVariables: variables.filter(({ target }) => !target.repository).map(organizationVariable),
      subjectTemplates: templated.map(({ name, settings: { subject_template: claims } }) => ({
        repository: name,
        claims: claims === 'default' ? undefined : claims,
      })),
      released: [...released, ...renamed.map(underFormerName)],
      formerTemplates: templated.flatMap(({ settings }) => settings.renamed_from ?? []),
    },
  ];
}

function trustsAny({ entries }: ResolvedRole, repositories: readonly Repository[]): boolean {
  const names = new Set(repositories.map(({ fullName }) => fullName));
  return entries.some((entry) => entry.repositories.some(({ fullName }) => names.has(fullName)));
}

function releasedVariable({ target: { repository, environment }, name }: ResolvedVariable): ReleasedVariablePlan {
  return { name, repository: repository?.name, environment };
}

function underFormerName({ target: { repository, environment }, name }: ResolvedVariable): ReleasedVariablePlan {
  return { name, repository: repository?.settings.renamed_from, environment };
}

function repositoryVariable({
  target: { repository, environment },
  name,
  value,
  adopted,
}: ResolvedVariable): readonly VariablePlan[] {
  return repository ? [{ name, value, repository: repository.name, environment, adopted }] : [];
}

function organizationVariable({
  name,
  value,
  visibility = 'selected',
  repositories,
  adopted,
}: ResolvedVariable): OrganizationVariablePlan {
  const ids = repositories.flatMap(({ locked }) => locked?.ids?.repository ?? []);
  const repositoryIds = visibility === 'selected' ? [...new Set(ids)].sort(byNumber) : [];
  return { name, value, visibility, repositoryIds, adopted };
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}
