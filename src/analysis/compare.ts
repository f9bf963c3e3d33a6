import type { TrustPolicy } from '../simulator/policy';
import { type ShapeSet, admittedOf, shapesFor } from './admitted';
import { without } from './box';
import { type Calculus, createCalculus, inShape } from './calculus';

/** How what one policy lets in stands to what another does. */
export type Verdict = 'same' | 'narrower' | 'wider' | 'different';

/** The second policy held against the first, over all tokens that GitHub can mint. */
export interface Comparison {
  readonly verdict: Verdict;
  /** What only the second lets in. */
  readonly gained: readonly ShapeSet[];
  /** What only the first lets in. */
  readonly lost: readonly ShapeSet[];
}

/** Compares what two policies let in: `b` is `narrower` than `a` if it lets in less and nothing else. */
export function compare(a: TrustPolicy, b: TrustPolicy, calculus: Calculus = createCalculus()): Comparison {
  if (asRead(a) === asRead(b)) return { verdict: 'same', gained: [], lost: [] };
  const gained: ShapeSet[] = [];
  const lost: ShapeSet[] = [];
  for (const shape of shapesFor([a, b])) {
    const own = inShape(calculus, shape.domainOf);
    const [before, after] = [admittedOf(a, shape, calculus), admittedOf(b, shape, calculus)];
    gained.push({ shape, boxes: without(after, before, own) });
    lost.push({ shape, boxes: without(before, after, own) });
  }
  const isSome = ({ boxes }: ShapeSet) => boxes.length > 0;
  return verdictOf(gained.filter(isSome), lost.filter(isSome));
}

/** A text for what a policy says, in which order and repetition of what is a set make no difference. */
function asRead({ hasVariables, statements }: TrustPolicy): string {
  const set = (items: readonly unknown[]) => [...new Set(items.map((item) => JSON.stringify(item)))].sort();
  const texts = statements.map(({ effect, principals, actions, conditions }) => [
    effect,
    [principals.negated, set(principals.members)],
    [actions.negated, set(actions.members)],
    set(conditions.map(({ operator, key, values }) => [operator.text, key, set(values)])),
  ]);
  return JSON.stringify([hasVariables, set(texts)]);
}

function verdictOf(gained: readonly ShapeSet[], lost: readonly ShapeSet[]): Comparison {
  const verdict = gained.length > 0 ? (lost.length > 0 ? 'different' : 'wider') : lost.length > 0 ? 'narrower' : 'same';
  return { verdict, gained, lost };
}
