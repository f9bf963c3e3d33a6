import type { Operator } from './operators/operator';
import { OPERATORS } from './operators/registry';

/** An operator as a policy writes it: with the qualifier before it and the suffix behind it. */
export interface ConditionOperator {
  /** As it is written. */
  readonly text: string;
  readonly operator: Operator;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

/** Reads an operator, in any letter case; nothing if IAM has none of that name. */
export function readOperator(text: string): ConditionOperator | undefined {
  const match = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(text.toLowerCase());
  if (!match) return undefined;
  const [, set, name, ifExists] = match;
  const operator = OPERATORS.find((each) => each.name.toLowerCase() === name);
  if (!operator || (operator.name === 'Null' && (set ?? ifExists) !== undefined)) return undefined;
  return {
    text,
    operator,
    set: set === undefined ? undefined : set === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue',
    ifExists: ifExists !== undefined,
  };
}
