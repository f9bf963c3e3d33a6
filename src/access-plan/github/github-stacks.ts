import type { Bindings } from '../../bindings/bindings';
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
  /** Those that the file uses. */
  readonly repositories: readonly Repository[];
  /** Those, and all others that the lock knows. */
  readonly traced: readonly Repository[];
  readonly roles: readonly ResolvedRole[];
  readonly variables: readonly ResolvedVariable[];
  readonly released: readonly ResolvedVariable[];
  readonly problems: Problems;
}

/** An owner, and the name by which its stacks and their states go: the oldest that it had. */
export interface StackOwner {
  readonly owner: string;
  readonly stateName: string;
}

/** Whose stacks hold what is, or was, written to an owner of this name. */
export function stackOwner({ github }: Bindings, name: string): StackOwner {
  const { owner, renamed_from: former = [] } = github;
  const isOwn = [owner, ...former].some((each) => each?.toLowerCase() === name.toLowerCase());
  if (owner === undefined || !isOwn) return { owner: name, stateName: name };
  return { owner, stateName: former[0] ?? owner };
}

/** What tells the stacks of an owner from those of others. */
export function stackKey(bindings: Bindings, owner: string): string {
  return stackOwner(bindings, owner).stateName.toLowerCase();
}

/** Something for the stacks of one owner. */
export interface Owned<T> {
  readonly owner: StackOwner;
  readonly items: readonly T[];
}

/** Sorts things by the stacks that hold them, in the order of the stacks. */
export function groupByStack<T>(
  items: readonly T[],
  ownerOf: (item: T) => string,
  bindings: Bindings,
): ReadonlyMap<string, Owned<T>> {
  const groups = new Map<string, { owner: StackOwner; items: T[] }>();
  for (const item of items) {
    const owner = stackOwner(bindings, ownerOf(item));
    const key = stackKey(bindings, owner.owner);
    const group = groups.get(key) ?? { owner, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return new Map([...groups].toSorted(([a], [b]) => compareText(a, b)));
}

/** What the GitHub stacks of an owner have in common. */
export function gitHubStack(
  { bindings, problems }: GitHubInputs,
  { owner, stateName }: StackOwner,
  stack: string,
  written: readonly Repository[],
  dependsOn: readonly string[],
): GitHubStackPlan {
  const { host = 'github.com', auth = 'token', backend } = bindings.github;
  const scope = new Map([
    ['stack', stack],
    ['github.owner', stateName],
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
