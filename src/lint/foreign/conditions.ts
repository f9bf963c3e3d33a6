import { didYouMean } from '../../diagnostics/suggest';
import type { ClaimText } from '../../oidc/claim-text';
import { conditionText, hasBareWildcard } from './condition-text';
import { isJsonMap, listOf, texts } from './json';
import { type Operator, readOperator } from './operator';
import { type Place, type StatementPlace, refuse, within } from './place';

/** A value of a condition. */
export interface ForeignValue {
  /** As it is written. */
  readonly raw: string;
  readonly text: ClaimText;
  /** Whether it has a `*` or `?` that is not written as a literal one. */
  readonly bareWildcard: boolean;
  readonly place: Place;
}

/** A condition of a policy that this program did not write: one operator and one key. */
export interface ForeignCondition {
  readonly operator: Operator;
  readonly key: string;
  readonly values: readonly ForeignValue[];
  /** Its key. */
  readonly place: Place;
}

const COMMON = [
  'StringEquals',
  'StringLike',
  'StringNotEquals',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'Null',
  'Bool',
];

/** The conditions of a statement. What IAM would refuse is reported, and the rest is read. */
export function readConditions(given: unknown, statement: StatementPlace): readonly ForeignCondition[] {
  if (given === undefined) return [];
  if (!isJsonMap(given)) return refuse(statement, ['Condition'], 'value', '`Condition` is a mapping of operators');
  return Object.entries(given).flatMap(([name, keys]) => {
    const operator = readOperator(name);
    const path = ['Condition', name];
    if (!operator) return refuse(statement, path, 'key', `IAM has no operator \`${name}\`${didYouMean(name, COMMON)}`);
    if (!isJsonMap(keys)) return refuse(statement, path, 'value', `\`${name}\` is a mapping of condition keys`);
    const seen = new Set<string>();
    for (const key of Object.keys(keys)) {
      if (seen.has(key.toLowerCase()))
        refuse(
          statement,
          [...path, key],
          'key',
          `\`${key}\` stands there already, in another letter case: keys have none`,
        );
      seen.add(key.toLowerCase());
    }
    return Object.entries(keys).map(([key, values]) => readCondition(operator, key, values, statement));
  });
}

function readCondition(operator: Operator, key: string, given: unknown, statement: StatementPlace): ForeignCondition {
  const path = ['Condition', operator.text, key];
  if (listOf(given).some((value) => typeof value === 'object')) refuse(statement, path, 'value', 'a value is text');
  if (listOf(given).length === 0) refuse(statement, path, 'value', `\`${key}\` has no value that it is compared with`);
  return {
    operator,
    key,
    place: within(statement, path, 'key'),
    values: texts(given).map((raw, index) => ({
      raw,
      text: conditionText(raw, operator.comparison ?? 'equals', statement.hasVariables),
      bareWildcard: hasBareWildcard(raw, statement.hasVariables),
      place: within(statement, Array.isArray(given) ? [...path, index] : path),
    })),
  };
}
