import type { Bindings } from '../../bindings/bindings';
import type { Lock } from '../../bindings/lock';
import { type Problems, compareText } from '../../diagnostics/diagnostic';
import { child, location } from '../../diagnostics/source';
import { apiBaseUrl } from '../../oidc/issuer';
import type { GitHubStackPlan } from '../access-plan';
import { type StackBackend, resolveBackend } from '../accounts/backends';
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

/** Owners of what is written to GitHub, in order. */
export function owners(inputs: GitHubInputs): readonly string[] {
  const all = [
    ...inputs.repositories.map(({ owner }) => owner),
    ...[...inputs.variables, ...inputs.released].map(({ target }) => target.owner),
  ];
  return [...new Set(all)].sort(compareText);
}

/** What the GitHub stacks of an owner have in common. */
export function gitHubStack(
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
