import { compareText } from '../../diagnostics/diagnostic';
import type { ReleasedVariablePlan } from '../access-plan';
import { variableAddress } from '../names';
import { formerNames, formerSpellings } from './former-names';
import type { ResolvedVariable } from './variables';

/** A variable that is let go of, under a name by which Terraform may hold it. */
export interface ReleasedVariable extends ReleasedVariablePlan {
  readonly owner: string;
}

/**
 * Where variables stood, or may stand, that Terraform is to forget: those of released bindings, and published ones at former names
 * of their repository and environment. None at which something is published now. `stackOf` tells the stacks of owners apart.
 */
export function releasedVariables(
  published: readonly ResolvedVariable[],
  released: readonly ResolvedVariable[],
  stackOf: (owner: string) => string,
): readonly ReleasedVariable[] {
  const keyOf = ({ owner, name, repository, environment }: ReleasedVariable) => {
    const parts = [repository, environment].filter((part) => part !== undefined);
    return `${stackOf(owner)} ${variableAddress(name, ...parts)}`;
  };
  const places = [...published, ...released].flatMap(placesOf);
  const taken = new Set(published.flatMap((variable) => presentPlace(variable)).map(keyOf));
  const distinct = new Map(places.map((place) => [keyOf(place), place]));
  return [...distinct]
    .filter(([key]) => !taken.has(key))
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, place]) => place);
}

function presentPlace({ target: { owner, repository, environment }, name }: ResolvedVariable): ReleasedVariable {
  return { owner, name, repository: repository?.name, environment };
}

/** The present place and all former ones. */
function placesOf(variable: ResolvedVariable): readonly ReleasedVariable[] {
  const present = presentPlace(variable);
  const { repository, environment } = variable.target;
  if (!repository) return [present];
  const names = [repository, ...formerNames(repository)];
  const environments =
    environment === undefined ? [undefined] : [environment, ...formerSpellings(repository, environment)];
  return names.flatMap(({ owner, name }) =>
    environments.map((each) => ({ owner, name: present.name, repository: name, environment: each })),
  );
}
