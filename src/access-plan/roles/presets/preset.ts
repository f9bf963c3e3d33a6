import type { PresetEntries } from '../../../bindings/bindings';
import type { PathStep } from '../../../diagnostics/source';
import type { AccountRegion } from '../../../iam/arn';
import { type Condition, EMPTY_STATEMENT, type Statement, sortConditions } from '../../../iam/policy-document';

/** Says that a parameter does not go with the account; `path` leads to it from the entry. */
export type Refuse = (message: string, ...path: readonly PathStep[]) => void;

/** What a preset is: statements from its parameters, in which no template is left, and the account that they are for. */
export type Preset<N extends keyof PresetEntries> = (
  parameters: PresetEntries[N],
  account: AccountRegion,
  refuse: Refuse,
) => readonly Statement[];

/** A statement that allows these actions on these resources. Without an id, so that a preset may be used twice. */
export function allow(
  actions: readonly string[],
  resources: readonly string[],
  ...conditions: readonly Condition[]
): Statement {
  return { ...EMPTY_STATEMENT, actions, resources, conditions: sortConditions(conditions) };
}

/** A condition; `values` are patterns only where the operator ends in `Like`. */
export function when(operator: 'StringEquals' | 'StringLike', key: string, values: readonly string[]): Condition {
  return { operator, key, values };
}
