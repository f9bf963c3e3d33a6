import { isTruthy } from './coerce';
import type { Evaluated, Value } from './value';

/** All that an expression can come to: one of the values, and any value that counts as true where it is open. */
export interface Outcome {
  readonly values: readonly Value[];
  readonly open: boolean;
  /** The contexts that decide; none if there is one value only. */
  readonly because: readonly string[];
}

/** Every value that counts as false. */
const FALSY: readonly Value[] = [null, false, 0, NaN, ''];

/** More are not told apart. */
const MAX_VALUES = 16;

/** One value. */
export function certain(value: Value): Outcome {
  return { values: [value], open: false, because: [] };
}

/** Any value at all. */
export function anything(because: readonly string[]): Outcome {
  return outcome(FALSY, true, because);
}

/** True or false. */
export function trueOrFalse(because: readonly string[]): Outcome {
  return outcome([true, false], false, because);
}

/** Any text, or any but the empty one. */
export function anyText(because: readonly string[], isEmptyAllowed = true): Outcome {
  return outcome(isEmptyAllowed ? [''] : [], true, because);
}

/** One of some values. */
export function oneOf(values: readonly Value[], because: readonly string[]): Outcome {
  return outcome(values, false, because);
}

/** What is known, as an outcome. */
export function fromEvaluated(evaluated: Evaluated | Outcome): Outcome {
  if ('values' in evaluated) return evaluated;
  return 'known' in evaluated ? certain(evaluated.known) : anything(evaluated.unknown);
}

/** The one value, or why there are more. */
export function toEvaluated({ values, open, because }: Outcome): Evaluated {
  const [known] = values;
  return known !== undefined && values.length === 1 && !open ? { known } : { unknown: because };
}

/** Whether it can count as true. */
export function canBeTrue({ values, open }: Outcome): boolean {
  return open || values.some(isTruthy);
}

/** Whether it can count as false. */
export function canBeFalse({ values }: Outcome): boolean {
  return !values.every(isTruthy);
}

/** What an outcome is where it counts as true, or where it counts as false. */
export function only(truth: boolean, { values, open, because }: Outcome): Outcome {
  return {
    values: values.filter((value) => isTruthy(value) === truth),
    open: open && truth,
    because,
  };
}

/** One of several outcomes, where `because` decides which. */
export function union(outcomes: readonly Outcome[], because: readonly string[] = []): Outcome {
  const possible = outcomes.filter(({ values, open }) => open || values.length > 0);
  return outcome(
    possible.flatMap(({ values }) => values),
    possible.some(({ open }) => open),
    [...because, ...possible.flatMap((each) => each.because)],
  );
}

/** The outcome of a computation for all that its inputs can be; `otherwise` where they can be too much. Nothing computed is a failure, of `failure`. */
export function lift(
  inputs: readonly Outcome[],
  compute: (values: readonly Value[]) => Value | undefined,
  otherwise: (because: readonly string[]) => Outcome,
  failure: string,
): Outcome {
  const because = inputs.flatMap((input) => input.because);
  const combinations = inputs.reduce((product, { values }) => product * values.length, 1);
  if (combinations > MAX_VALUES || inputs.some(({ open }) => open)) return otherwise(sorted(because));
  const results = combine(inputs).map(compute);
  if (results.includes(undefined)) return anything([...because, failure]);
  return outcome(results as readonly Value[], false, because);
}

function combine(inputs: readonly Outcome[]): readonly (readonly Value[])[] {
  let rows: readonly (readonly Value[])[] = [[]];
  for (const { values } of inputs)
    if (values.length === 1) rows = rows.map((row) => [...row, ...values]);
    else rows = rows.flatMap((row) => values.map((value) => [...row, value]));
  return rows;
}

function outcome(given: readonly Value[], open: boolean, because: readonly string[]): Outcome {
  // A set tells NaN from no other NaN, and 0 not from -0: as is wanted.
  const values = [...new Set(given)];
  if (values.length > MAX_VALUES) return anything(because);
  return { values, open, because: values.length === 1 && !open ? [] : sorted(because) };
}

function sorted(because: readonly string[]): readonly string[] {
  return [...new Set(because)].sort();
}
