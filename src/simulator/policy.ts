import { type ConditionOperator, readOperator } from './condition-operator';

/** A condition: one operator and one key, and the values as the policy writes them. */
export interface PolicyCondition {
  readonly operator: ConditionOperator;
  readonly key: string;
  readonly values: readonly string[];
}

/** A principal; `type` is `*` for the bare one. */
export interface PolicyPrincipal {
  readonly type: string;
  readonly identifier: string;
}

/** A list, or all but what it names. */
export interface Selection<T> {
  readonly negated: boolean;
  readonly members: readonly T[];
}

/** A statement with every list spelled out. */
export interface PolicyStatement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: Selection<PolicyPrincipal>;
  readonly actions: Selection<string>;
  readonly conditions: readonly PolicyCondition[];
}

/** A trust policy as far as it decides who may assume the role. */
export interface TrustPolicy {
  /** Whether `${…}` means anything: only in the Version of 2012-10-17. */
  readonly hasVariables: boolean;
  readonly statements: readonly PolicyStatement[];
}

/** What IAM would not take for a trust policy: the message is a sentence for the user. */
export class NotAPolicy extends Error {}

type JsonMap = Readonly<Record<string, unknown>>;

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition'];

/**
 * Reads a trust policy; throws {@link NotAPolicy} for what IAM would refuse.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(json: unknown): TrustPolicy {
  if (!isMap(json) || json.Statement === undefined) throw new NotAPolicy('a policy is a mapping with `Statement`');
  const { Version: version } = json;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17')
    throw new NotAPolicy('`Version` is "2012-10-17" or "2008-10-17"');
  const statements = listOf(json.Statement);
  return { hasVariables: version === '2012-10-17', statements: statements.map(readStatement) };
}

function readStatement(json: unknown, index: number): PolicyStatement {
  const refuse = (message: string): never => {
    throw new NotAPolicy(`statement ${index + 1}: ${message}`);
  };
  if (!isMap(json)) return refuse('a statement is a mapping');
  for (const key of Object.keys(json)) {
    if (!ELEMENTS.includes(key)) refuse(`a statement of a trust policy has no \`${key}\``);
  }
  const { Sid: sid, Effect: effect } = json;
  if (effect !== 'Allow' && effect !== 'Deny') return refuse('`Effect` is "Allow" or "Deny"');
  return {
    sid: typeof sid === 'string' ? sid : null,
    effect,
    principals: selection(json, 'Principal', principalsOf, refuse),
    actions: selection(json, 'Action', (given) => textsOf(given, 'an action', refuse), refuse),
    conditions: conditionsOf(json.Condition, refuse),
  };
}

type Refuse = (message: string) => never;

/** The element, or its opposite: a statement has exactly one of the two. */
function selection<T>(
  statement: JsonMap,
  element: string,
  read: (given: unknown, refuse: Refuse) => readonly T[],
  refuse: Refuse,
): Selection<T> {
  const given = statement[element];
  const excluded = statement[`Not${element}`];
  if ((given === undefined) === (excluded === undefined))
    return refuse(`wanted is one of \`${element}\` and \`Not${element}\``);
  return { negated: given === undefined, members: read(given ?? excluded, refuse) };
}

function principalsOf(given: unknown, refuse: Refuse): readonly PolicyPrincipal[] {
  if (given === '*') return [{ type: '*', identifier: '*' }];
  if (!isMap(given)) return refuse('a principal is "*" or a mapping of kinds');
  return Object.entries(given).flatMap(([type, identifiers]) =>
    textsOf(identifiers, 'a principal', refuse).map((identifier) => ({ type, identifier })),
  );
}

function conditionsOf(given: unknown, refuse: Refuse): readonly PolicyCondition[] {
  if (given === undefined) return [];
  if (!isMap(given)) return refuse('`Condition` is a mapping of operators');
  return Object.entries(given).flatMap(([name, keys]) => {
    const operator = readOperator(name) ?? refuse(`IAM has no operator \`${name}\``);
    if (!isMap(keys)) return refuse(`\`${name}\` is a mapping of condition keys`);
    return Object.entries(keys).map(([key, values]): PolicyCondition => {
      if (!/^[^:]+:./.test(key)) return refuse(`\`${key}\` is no condition key: it lacks its prefix`);
      return { operator, key, values: textsOf(values, `a value of \`${key}\``, refuse) };
    });
  });
}

function textsOf(given: unknown, what: string, refuse: Refuse): readonly string[] {
  return listOf(given).map((value) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : refuse(`${what} is text`),
  );
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? (given as readonly unknown[]) : [given];
}
