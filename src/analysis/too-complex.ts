import { refa } from './language';

/** Beyond so many boxes nobody waits for an answer. */
const MAX_BOXES = 2000;

/** What policies ask for has more combinations of wildcards than can be decided. */
export class TooComplex extends Error {}

/** Throws {@link TooComplex} where there are too many boxes to go on with. */
export function bounded<T>(boxes: readonly T[]): readonly T[] {
  if (boxes.length > MAX_BOXES) throw new TooComplex('too many combinations of values');
  return boxes;
}

/** What an analysis finds, or that it would take too long: wildcards in many values multiply. */
export function unlessTooComplex<T>(analyze: () => T): T | 'too complex' {
  try {
    return analyze();
  } catch (error) {
    if (error instanceof TooComplex || error instanceof refa().TooManyNodesError) return 'too complex';
    throw error;
  }
}
