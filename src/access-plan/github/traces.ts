import { type EnvironmentFacts, deploymentRules } from '../../bindings/lock';
import type { ForgottenEnvironmentPlan } from '../access-plan';
import { formerNames, formerSpellings } from './former-names';
import type { Repository } from './repositories';

/** An environment under a name by which Terraform may hold it, and by which the file does not declare it now. */
export interface EnvironmentTrace extends ForgottenEnvironmentPlan {
  readonly owner: string;
  /** Whether the file declared it: of others the lock knows perhaps because they are trusted, which is not worth a stack. */
  readonly isHeld: boolean;
}

/**
 * What was declared once and is not declared now: by everything that the lock remembers, under the present name of the repository
 * and every former one. A declared environment leaves a trace under former names alone.
 */
export function environmentTraces(repository: Repository): readonly EnvironmentTrace[] {
  const { owner, name, locked, settings } = repository;
  const declared = [...(settings.environments?.keys() ?? [])];
  const former = declared.flatMap((environment) => formerSpellings(repository, environment));
  const held = new Set([...(locked?.kept ?? []), ...former, ...declared]);
  const known = new Set([...(locked?.environments.keys() ?? []), ...held]);
  const trace = (at: { readonly owner: string; readonly name: string }, environment: string) => ({
    owner: at.owner,
    repository: at.name,
    environment,
    ...rulesOf(repository, environment),
    isHeld: held.has(environment),
  });
  return [
    ...[...known].filter((environment) => !declared.includes(environment)).map((each) => trace({ owner, name }, each)),
    ...formerNames(repository).flatMap((at) => [...known].map((each) => trace(at, each))),
  ];
}

/** The patterns under which an environment's rules may stand in a state that was made before they shared one address. */
function rulesOf({ locked, settings }: Repository, environment: string) {
  const facts = locked?.environments.get(environment);
  const own = settings.environments?.get(environment) ?? {};
  return {
    branches: patterns('branch', facts, own.deployment_branches),
    tags: patterns('tag', facts, own.deployment_tags),
  };
}

function patterns(
  kind: 'branch' | 'tag',
  facts: EnvironmentFacts | 'absent' | undefined,
  declared: readonly string[] = [],
): readonly string[] {
  const locked = facts === undefined || facts === 'absent' ? [] : deploymentRules(facts);
  return [
    ...new Set([...locked.filter((each) => each.kind === kind).map(({ pattern }) => pattern), ...declared]),
  ].sort();
}
