import { statementSet } from '../../analysis/admitted';
import { type Box, overlaps, without } from '../../analysis/box';
import { type Calculus, inShape } from '../../analysis/calculus';
import { type Shape, shapesOf } from '../../analysis/shape';
import { templatesIn } from '../../analysis/templates';
import { readOperator } from '../../simulator/condition-operator';
import type { PolicyCondition } from '../../simulator/policy';
import type { ForeignCondition, ForeignValue } from './conditions';
import type { Trust, TrustCondition } from './trust';
import { isDeadWildcard } from './values';

/** Tokens of one shape. */
export interface Tokens {
  readonly calculus: Calculus;
  readonly shape: Shape;
  readonly box: Box;
}

/** What one value of a statement lets in, together with all that is required beside it and nothing that is denied. */
export interface Portion {
  readonly trust: Trust;
  readonly calculus: Calculus;
  /** The value of the subject; absent if no condition requires one. */
  readonly value?: ForeignValue;
  readonly condition?: TrustCondition;
  readonly admitted: readonly Tokens[];
  /** What there is of tokens with this value at all, whatever else is required or denied. */
  readonly mintable: boolean;
  /** Whether somebody would get in if nothing were denied. */
  readonly undenied: boolean;
}

/** What trusts let in, value by value of the first condition that requires a subject. */
export function portionsOf(trusts: readonly Trust[], calculus: Calculus): readonly Portion[] {
  const templates = templatesIn(trusts.flatMap(subjectsIn));
  return trusts.flatMap((trust) => {
    const shapes = shapesOf(trust.issuer, templates);
    const condition = trust.conditions.find((each) => each.claim === 'sub' && requires(each));
    const values = condition?.values.filter((value) => !isDeadWildcard(condition, value)) ?? [];
    if (!condition) return [portionOf(trust, shapes, calculus)];
    return values.map((value) => portionOf(trust, shapes, calculus, condition, value));
  });
}

function subjectsIn({ conditions, denies }: Trust): readonly string[] {
  const all = [...conditions, ...denies.flatMap((deny) => deny.conditions)];
  return all
    .filter(({ key }) => key.toLowerCase().endsWith(':sub'))
    .flatMap(({ values }) => values.map(({ raw }) => raw));
}

function requires({ operator }: TrustCondition): boolean {
  return operator.comparison !== undefined && !operator.negated;
}

function portionOf(
  trust: Trust,
  shapes: readonly Shape[],
  calculus: Calculus,
  condition?: TrustCondition,
  value?: ForeignValue,
): Portion {
  const wanted = condition && value ? conditionOf(condition, [value]) : [];
  const others = trust.conditions.filter((each) => each !== condition).flatMap((each) => conditionOf(each));
  const of = (shape: Shape) => {
    const own = inShape(calculus, shape.domainOf);
    const set = (conditions: readonly PolicyCondition[], hasVariables = trust.hasVariables) =>
      statementSet({ conditions }, hasVariables, shape, own);
    const subject = set(wanted);
    const required = subject.length === 0 ? [] : overlaps(subject, set(others), own);
    const denied = trust.denies.flatMap((deny) =>
      set(
        deny.conditions.flatMap((each) => conditionOf(each)),
        deny.hasVariables,
      ),
    );
    const left = required.length === 0 ? [] : without(required, denied, own);
    return { shape, isMintable: subject.length > 0, isRequired: required.length > 0, left };
  };
  const sets = shapes.map(of);
  return {
    trust,
    calculus,
    value,
    condition,
    admitted: sets.flatMap(({ shape, left }) => left.map((box) => ({ calculus, shape, box }))),
    mintable: sets.some(({ isMintable }) => isMintable),
    undenied: sets.some(({ isRequired }) => isRequired),
  };
}

/** Whether some token of a trust's issuer satisfies conditions, each with all of its values. */
export function isSatisfiable(
  { trusts }: { readonly trusts: readonly Trust[] },
  trust: Trust,
  conditions: readonly PolicyCondition[],
  calculus: Calculus,
): boolean {
  const shapes = shapesOf(trust.issuer, templatesIn(trusts.flatMap(subjectsIn)));
  return shapes.some(
    (shape) => statementSet({ conditions }, trust.hasVariables, shape, inShape(calculus, shape.domainOf)).length > 0,
  );
}

/** A condition as the analysis reads it. */
export function conditionOf(
  { operator, key, values: all }: ForeignCondition,
  values = all,
): readonly PolicyCondition[] {
  const read = readOperator(operator.text);
  return read ? [{ operator: read, key, values: values.map(({ raw }) => raw) }] : [];
}
