import { compareText } from '../diagnostics/diagnostic';

/** One condition: the key has to satisfy the operator with any of the values. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Who a trust statement is about; `type` as in IAM: `Federated`, `AWS`, `Service`. */
export interface Principal {
  readonly type: string;
  readonly identifiers: readonly string[];
}

/** A statement of an IAM policy, with every list spelled out. */
export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly Principal[];
  readonly conditions: readonly Condition[];
}

/** A statement that allows nothing yet; copies fill it in. */
export const EMPTY_STATEMENT: Statement = {
  effect: 'Allow',
  actions: [],
  notActions: [],
  resources: [],
  notResources: [],
  principals: [],
  conditions: [],
};

/** Orders conditions by operator and key, and their values; each value once. */
export function sortConditions(conditions: readonly Condition[]): readonly Condition[] {
  return conditions
    .map((condition) => ({ ...condition, values: sortedSet(condition.values) }))
    .sort((a, b) => compareText(a.operator, b.operator) || compareText(a.key, b.key));
}

/** The distinct members in order. */
export function sortedSet(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort(compareText);
}

/**
 * The policy as IAM JSON in the form that `aws_iam_policy_document` gives it: lists of one are scalars, conditions grouped by
 * operator.
 */
export function policyJson(statements: readonly Statement[]): object {
  return { Version: '2012-10-17', Statement: statements.map(statementJson) };
}

function statementJson(statement: Statement): object {
  return {
    ...(statement.sid && { Sid: statement.sid }),
    Effect: statement.effect,
    ...list('Action', statement.actions),
    ...list('NotAction', statement.notActions),
    ...list('Resource', statement.resources),
    ...list('NotResource', statement.notResources),
    ...(statement.principals.length > 0 && { Principal: principalJson(statement.principals) }),
    ...(statement.conditions.length > 0 && { Condition: conditionJson(statement.conditions) }),
  };
}

function list(key: string, values: readonly string[]): object {
  return values.length > 0 ? { [key]: scalarIfOne(values) } : {};
}

function scalarIfOne(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] as string) : values;
}

function principalJson(principals: readonly Principal[]): object {
  return Object.fromEntries(principals.map(({ type, identifiers }) => [type, scalarIfOne(identifiers)]));
}

function conditionJson(conditions: readonly Condition[]): object {
  const operators = new Map<string, (readonly [string, string | readonly string[]])[]>();
  for (const { operator, key, values } of conditions) {
    operators.set(operator, [...(operators.get(operator) ?? []), [key, scalarIfOne(values)]]);
  }
  return Object.fromEntries([...operators].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

/** Length of a policy as AWS counts it: minified, and as Go writes JSON, where `&`, `<` and `>` take six characters. */
export function policyLength(statements: readonly Statement[]): number {
  const json = JSON.stringify(policyJson(statements));
  return json.length + 5 * (json.match(/[&<>]/g)?.length ?? 0);
}
