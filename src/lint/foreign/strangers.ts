import { type Breadth, isKnown, isOpen } from './breadth';
import type { Portion, Tokens } from './portions';
import type { Trust, TrustCondition } from './trust';
import { strictOn } from './values';

/** Whether the subject of tokens names their repository, and not only something else about the job. */
export function namesRepository({ shape: { template } }: Pick<Tokens, 'shape'>): boolean {
  return template.includes('repo') || template.includes('repository');
}

/** Whether tokens of an owner are known by its name alone, and their subject names no repository: a template of something else. */
export function isOwnerByNameOnly(
  { trust }: Portion,
  { breadth, all }: { readonly breadth: Breadth; readonly all: readonly Tokens[] },
): boolean {
  const isRequired = trust.conditions.some(({ claim, strict }) => claim === 'repository' && strict);
  const isById = all.some((tokens) => isKnown(tokens, 'owner_id') || isKnown(tokens, 'enterprise_id'));
  return breadth === 'owner' && !isRequired && !isById && !all.some(namesRepository);
}

/** The condition on the workflow, if that is what says which tokens get in. */
export function isWorkflowRequired({ trust, calculus }: Portion, all: readonly Tokens[]): TrustCondition | undefined {
  const narrows = all.every((tokens) => !isOpen(tokens, 'job_workflow_ref', calculus));
  return narrows ? trust.conditions.find(({ claim, strict }) => claim === 'job_workflow_ref' && strict) : undefined;
}

/** Whether a person is required to be the actor. */
export function isActorRequired(trust: Trust): boolean {
  return ['actor', 'actor_id'].some((actor) => strictOn(trust, actor).length > 0);
}

/** Whether every token of a portion has an id of its repository's that is required. */
export function isPinned({ admitted }: Portion): boolean {
  return admitted.every((tokens) => isKnown(tokens, 'repository_id'));
}

/** Whether tokens can have any audience: then each is good here that the OIDC provider's list of clients lets pass. */
export function hasAnyAudience(portion: Portion): boolean {
  return portion.admitted.some((tokens) => isOpen(tokens, 'aud', portion.calculus));
}
