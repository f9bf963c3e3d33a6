import { type Expression, partsOf } from './parse';

/** The strings of an expression, in order. */
export function literalsIn(expression: Expression): readonly string[] {
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? [expression.value] : [];
  return partsOf(expression)
    .filter((part, index) => !(expression.kind === 'access' && index > 0 && part.kind === 'literal'))
    .flatMap(literalsIn);
}

/** The contexts that an expression reads, in order, as far as it fixes their properties: of `secrets[matrix.name]` both. */
export function contextsIn(expression: Expression): readonly string[] {
  if (expression.kind === 'context') return [expression.name];
  if (expression.kind !== 'access' || expression.of.kind !== 'context') return partsOf(expression).flatMap(contextsIn);
  const path = [expression.of.name];
  for (const key of expression.keys) {
    if (key !== '*' && key.kind !== 'literal') break;
    path.push(key === '*' ? key : String(key.value));
  }
  return [path.join('.'), ...partsOf(expression).slice(1).flatMap(contextsIn)];
}

/** The strings that an expression compares with what it reads of some contexts, by `==` and its like or by a function. */
export function comparedIn(expression: Expression, isMeant: (context: string) => boolean): readonly string[] {
  const parts = partsOf(expression);
  const isComparison = expression.kind === 'comparison' || expression.kind === 'call';
  const own = isComparison && parts.flatMap(contextsIn).some(isMeant) ? parts.flatMap(literalsIn) : [];
  return [...own, ...parts.flatMap((part) => comparedIn(part, isMeant))];
}
