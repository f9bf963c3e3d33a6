import type { PolicyCondition } from '../simulator/policy';
import { type Box, EVERYTHING, joined, overlaps, without } from './box';
import type { Calculus } from './calculus';
import { ABSENT, QUESTION } from './fields';
import { type Language, NOTHING, difference, intersection, matching, union, words } from './language';
import type { Comparison } from './pattern';
import type { Part, Shape } from './shape';
import { split } from './split';

/** What a condition asks of tokens, beside their shape. */
export interface Asked {
  readonly condition: PolicyCondition;
  readonly hasVariables: boolean;
}

/**
 * The tokens of a shape that satisfy a condition. What only STS can say is a field of its own, `?` and the condition: it may hold or
 * not, and holds wherever the same is asked.
 */
export function conditionSet(asked: Asked, shape: Shape, calculus: Calculus): readonly Box[] {
  const claim = claimOf(asked.condition.key, shape);
  if (claim === 'of STS') return [unknown(asked, calculus)];
  const parts = shape.claims.get(claim);
  return parts ? presentSet(asked, parts, calculus) : onlyIf(passesAbsent(asked));
}

/** The claim of the shape's issuer that a key is about; what is about another issuer's token no token of this one has. */
function claimOf(key: string, { issuer }: Shape): string {
  const lower = key.toLowerCase();
  const prefix = `${issuer.host.toLowerCase()}:`;
  if (lower.startsWith(prefix)) {
    const claim = lower.slice(prefix.length);
    return claim === 'oaud' ? 'of STS' : claim;
  }
  const isOfToken = /^[^:]*[./]/.test(lower) && !/^(aws|sts):/.test(lower);
  return isOfToken ? '' : 'of STS';
}

function onlyIf(passes: boolean): readonly Box[] {
  return passes ? [EVERYTHING] : [];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists */
function passesAbsent({ condition: { operator, values } }: Asked): boolean {
  const { set, ifExists, operator: own } = operator;
  if (own.name === 'Null') return values.some((value) => value.toLowerCase() === 'true');
  return set !== 'ForAnyValue' && (ifExists || set === 'ForAllValues' || own.negated);
}

function presentSet(asked: Asked, parts: readonly Part[], calculus: Calculus): readonly Box[] {
  const { condition, hasVariables } = asked;
  const { set, operator } = condition.operator;
  const mayLack = parts.length === 1 && typeof parts[0] === 'object' && parts[0].field === 'enterprise_id';
  const whole = (language: Language) => (mayLack && passesAbsent(asked) ? union(language, words(ABSENT)) : language);
  if (operator.name === 'Null') {
    const wantsIt = condition.values.some((value) => value.toLowerCase() === 'false');
    if (!mayLack) return onlyIf(wantsIt);
    return split(parts, whole(wantsIt ? present() : NOTHING), calculus);
  }
  const comparison = COMPARISONS[operator.name.replace('Not', '')];
  if (!comparison) return [unknown(asked, calculus)];
  const { language: known, open } = calculus.values(condition.values, comparison, hasVariables);
  const atom = unknown(asked, calculus);
  if (operator.negated && parts.length > 1) {
    const others = without([EVERYTHING], split(parts, known, calculus), calculus);
    return open ? overlaps(others, [atom], calculus) : others;
  }
  // A wildcard stands for values, not for their absence.
  const given = mayLack ? intersection(known, present()) : known;
  const listed = operator.negated ? difference(present(), known) : given;
  const fits = joined(split(parts, whole(withEmpty(listed, set)), calculus), calculus);
  if (!open) return fits;
  return operator.negated ? overlaps(fits, [atom], calculus) : [...fits, atom];
}

/** Any value that a claim can have. */
function present(): Language {
  return matching(String.raw`[^\u{10ffff}]*`);
}

/** To set operators an empty text is no value at all. */
function withEmpty(language: Language, set: 'ForAllValues' | 'ForAnyValue' | undefined): Language {
  if (set === undefined) return language;
  return set === 'ForAllValues' ? union(language, words('')) : difference(language, words(''));
}

/** That what only STS knows makes the condition hold. A negation is the same question, with the other answer. */
function unknown({ condition: { operator, key, values } }: Asked, { known }: Calculus): Box {
  const isPlain = operator.set === undefined && !operator.ifExists;
  const { name, negated } = operator.operator;
  const isOpposite = isPlain && negated;
  const question = isOpposite ? name.replace('Not', '') : isPlain ? name : operator.text.toLowerCase();
  const asked = [question, key.toLowerCase(), [...values].sort().join(' or ')].join(' ');
  return new Map([[`${QUESTION}${asked}`, known(words(String(!isOpposite)))]]);
}

const COMPARISONS: Readonly<Record<string, Comparison | undefined>> = {
  StringEquals: 'equals',
  StringEqualsIgnoreCase: 'equals-ignore-case',
  StringLike: 'like',
};
