import { compareText } from '../../diagnostics/diagnostic';
import { DEFAULT_TEMPLATE } from '../../oidc/claims';
import type { OrganizationVariablePlan, PublishPlan, VariablePlan } from '../access-plan';
import { publishStack } from '../names';
import type { ResolvedRole } from '../roles/roles';
import { formerNames } from './former-names';
import { type GitHubInputs, gitHubStack, groupByStack, stackKey } from './github-stacks';
import { type ReleasedVariable, releasedVariables } from './released-variables';
import type { Repository } from './repositories';
import type { ResolvedVariable } from './variables';

/** A repository's subject template that is let go of, under a name that the repository has or had. */
interface ReleasedTemplate {
  readonly owner: string;
  readonly repository: string;
}

/** What the publish stack of an owner is made from. */
type Part =
  | { readonly owner: string; readonly variable: ResolvedVariable }
  | { readonly owner: string; readonly templated: Repository }
  | { readonly owner: string; readonly released: ReleasedVariable }
  | { readonly owner: string; readonly releasedTemplate: string };

/** The stacks that publish variables and subject templates, one for each owner; applied after all that they lead to. */
export function publishPlans(inputs: GitHubInputs): readonly PublishPlan[] {
  const { variables, released, repositories, traced, bindings } = inputs;
  const parts: readonly Part[] = [
    ...variables.map((variable) => ({ owner: variable.target.owner, variable })),
    ...repositories.filter(isTemplated).map((templated) => ({ owner: templated.owner, templated })),
    ...releasedVariables(variables, released, (owner) => stackKey(bindings, owner)).map((each) => ({
      owner: each.owner,
      released: each,
    })),
    ...traced.flatMap(releasedTemplates).map(({ owner, repository }) => ({ owner, releasedTemplate: repository })),
  ];
  return [...groupByStack(parts, ({ owner }) => owner, bindings).values()].map(({ owner, items }) => {
    const own = items.flatMap((part) => ('variable' in part ? part.variable : []));
    const templated = items.flatMap((part) => ('templated' in part ? part.templated : []));
    const templates = new Set(templated.map(({ name }) => name));
    const gone = items.flatMap((part) => ('releasedTemplate' in part ? part.releasedTemplate : []));
    const targets = [...own.flatMap(({ target }) => target.repository ?? []), ...templated];
    const written = new Map(targets.map((repository) => [repository.fullName, repository]));
    return {
      ...gitHubStack(
        inputs,
        owner,
        publishStack(owner.stateName),
        inOrder(written),
        stacksBefore(own, templated, inputs),
      ),
      variables: own.flatMap(repositoryVariable),
      organizationVariables: own.filter(({ target }) => !target.repository).map(organizationVariable),
      subjectTemplates: templated.map(({ name, settings: { subject_template: claims } }) => ({
        repository: name,
        claims: claims === 'default' ? undefined : claims,
      })),
      released: items.flatMap((part) => ('released' in part ? plainVariable(part.released) : [])),
      releasedTemplates: [...new Set(gone)].filter((name) => !templates.has(name)).sort(compareText),
    };
  });
}

function inOrder(written: ReadonlyMap<string, Repository>): readonly Repository[] {
  return [...written].toSorted(([a], [b]) => compareText(a, b)).map(([, repository]) => repository);
}

function isTemplated({ settings }: Repository): boolean {
  return settings.subject_template !== undefined;
}

/**
 * Destroying a template would bring GitHub's default one back, for which nobody may be trusted: one that the file does not set any
 * more stays as the lock knows it, and so does the trust.
 */
function releasedTemplates(repository: Repository): readonly ReleasedTemplate[] {
  const { owner, name, locked } = repository;
  const isOwn = locked?.template !== undefined && locked.template.join() !== DEFAULT_TEMPLATE.join();
  if (!isTemplated(repository) && !isOwn) return [];
  const present = isTemplated(repository) ? [] : [{ owner, name }];
  return [...present, ...formerNames(repository)].map((each) => ({ owner: each.owner, repository: each.name }));
}

function stacksBefore(
  variables: readonly ResolvedVariable[],
  templated: readonly Repository[],
  { roles }: GitHubInputs,
): readonly string[] {
  const needed = [...variables.map(({ role }) => role), ...roles.filter((role) => trustsAny(role, templated))];
  return [...new Set(needed.map(({ account }) => account.stack))].sort(compareText);
}

function trustsAny({ entries }: ResolvedRole, repositories: readonly Repository[]): boolean {
  const names = new Set(repositories.map(({ fullName }) => fullName));
  return entries.some((entry) => entry.repositories.some(({ fullName }) => names.has(fullName)));
}

function plainVariable({ name, repository, environment }: ReleasedVariable) {
  return { name, repository, environment };
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
