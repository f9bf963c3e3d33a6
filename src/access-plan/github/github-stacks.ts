import type { Bindings } from '../../bindings/bindings';
import type { Lock } from '../../bindings/lock';
import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { child, location } from '../../diagnostics/source';
import { apiBaseUrl } from '../../oidc/issuer';
import type { GitHubStackPlan, OrganizationVariablePlan, ProtectPlan, PublishPlan, VariablePlan } from '../access-plan';
import { type StackBackend, resolveBackend } from '../accounts/backends';
import { declaredEnvironments, forgottenEnvironments } from './environments';
import { protectStack, publishStack } from '../names';
import type { Repository } from './repositories';
import type { ResolvedRole } from '../roles/roles';
import type { ResolvedVariable } from './variables';

/** What the GitHub stacks are made from. */
export interface GitHubInputs {
  readonly bindings: Bindings;
  readonly lock: Lock;
  readonly repositories: readonly Repository[];
  readonly roles: readonly ResolvedRole[];
  readonly variables: readonly ResolvedVariable[];
  readonly released: readonly ResolvedVariable[];
  readonly problems: Problems;
}

function owners(inputs: GitHubInputs): readonly string[] {
  const all = [
    ...inputs.repositories.map(({ owner }) => owner),
    ...[...inputs.variables, ...inputs.released].map(({ target }) => target.owner),
  ];
  return [...new Set(all)].sort(compareText);
}

/** The stacks that protect environments: one for each owner of a declared one. */
export function protectPlans(inputs: GitHubInputs): readonly ProtectPlan[] {
  const { lock, repositories, bindings, problems } = inputs;
  return owners(inputs).flatMap((owner): readonly ProtectPlan[] => {
    const own = repositories.filter((repository) => repository.owner === owner);
    const environments = own.flatMap((repository) =>
      declaredEnvironments(repository, bindings.github.host ?? 'github.com', problems),
    );
    if (environments.length === 0) return [];
    const locked = [...lock.repositories.values()]
      .filter((repository) => repository.owner === owner)
      .toSorted((a, b) => compareText(a.name, b.name));
    const forgotten = locked.flatMap((facts) =>
      forgottenEnvironments(
        facts,
        own.find(({ name }) => name === facts.name),
      ),
    );
    const written = own.filter(({ name }) => environments.some(({ repository }) => repository === name));
    return [{ ...stackPlan(inputs, owner, protectStack(owner), written, []), environments, forgotten }];
  });
}

/** The stacks that publish variables and subject templates, one for each owner; applied after all that they lead to. */
export function publishPlans(inputs: GitHubInputs): readonly PublishPlan[] {
  const { repositories, variables, roles } = inputs;
  return owners(inputs).flatMap((owner): readonly PublishPlan[] => {
    const ownVariables = variables.filter(({ target }) => target.owner === owner);
    const templated = repositories.filter(
      (repository) => repository.owner === owner && repository.settings.subject_template !== undefined,
    );
    const released = inputs.released
      .filter(({ target }) => target.owner === owner)
      .map(({ target: { repository, environment }, name }) => ({ name, repository: repository?.name, environment }));
    if (ownVariables.length + templated.length + released.length === 0) return [];
    const targets = new Set(
      [...ownVariables.flatMap(({ target }) => target.repository ?? []), ...templated].map(({ name }) => name),
    );
    const written = repositories.filter((repository) => repository.owner === owner && targets.has(repository.name));
    const trusting = roles.filter(({ entries }) =>
      entries.some((entry) =>
        entry.repositories.some((repository) =>
          templated.some(({ name, owner: its }) => name === repository.name && its === repository.owner),
        ),
      ),
    );
    const accounts = [...ownVariables.map(({ role }) => role), ...trusting].map(({ account }) => account.name);
    return [
      {
        ...stackPlan(inputs, owner, publishStack(owner), written, [...new Set(accounts)].sort(compareText)),
        variables: ownVariables.flatMap(repositoryVariable),
        organizationVariables: ownVariables.filter(({ target }) => !target.repository).map(organizationVariable),
        subjectTemplates: templated.map(({ name, settings }) => ({
          repository: name,
          claims: settings.subject_template === 'default' ? undefined : settings.subject_template,
        })),
        released,
      },
    ];
  });
}

function repositoryVariable({
  target: { repository, environment },
  name,
  value,
}: ResolvedVariable): readonly VariablePlan[] {
  return repository ? [{ name, value, repository: repository.name, environment }] : [];
}

function organizationVariable({
  name,
  value,
  visibility = 'selected',
  repositories,
}: ResolvedVariable): OrganizationVariablePlan {
  const ids = repositories.flatMap(({ locked }) => locked?.ids?.repository ?? []);
  return { name, value, visibility, repositoryIds: visibility === 'selected' ? [...new Set(ids)].sort(byNumber) : [] };
}

function byNumber(a: string, b: string): number {
  return a.length - b.length || compareText(a, b);
}

function stackPlan(
  { bindings, problems }: GitHubInputs,
  owner: string,
  stack: string,
  written: readonly Repository[],
  dependsOn: readonly string[],
): GitHubStackPlan {
  const { host = 'github.com', auth = 'token', backend } = bindings.github;
  const scope = new Map([
    ['stack', stack],
    ['github.owner', owner],
  ]);
  return {
    stack,
    backend: resolveBackend(backend, scope, backendPlace(bindings), problems),
    dependsOn,
    owner,
    baseUrl: apiBaseUrl(host),
    auth,
    repositories: written.map(({ name, locked }) => ({ name, id: locked?.ids?.repository })),
  };
}

function backendPlace({ source }: Bindings) {
  return child(location(source), 'github', 'backend');
}

/** Where the backend of a GitHub stack is written. */
export function gitHubBackend({ stack, backend }: GitHubStackPlan, bindings: Bindings): StackBackend {
  return { stack, backend, at: backendPlace(bindings) };
}
