import { equals } from '../expression/compare';
import { type Evaluated, type Value, isArray, isObject } from '../expression/value';

/** One combination of a matrix; nothing where it is not known which there are. */
export type Combination = ReadonlyMap<string, Value> | undefined;

/** GitHub runs no more jobs of one matrix. */
const MAX_JOBS = 256;

/**
 * The combinations of a matrix that is evaluated as a whole; one that is empty for a job without.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
export function combinationsOf(matrix: Evaluated): readonly Combination[] {
  if (!('known' in matrix)) return [undefined];
  if (matrix.known === null) return [new Map()];
  if (!isObject(matrix.known)) return [undefined];
  const settings = matrix.known;
  const vectors = [...settings].filter(([name]) => name !== 'include' && name !== 'exclude');
  let combinations: readonly ReadonlyMap<string, Value>[] = vectors.length > 0 ? [new Map()] : [];
  for (const [name, values] of vectors) {
    const list = Array.isArray(values) ? (values as readonly Value[]) : [values];
    if (combinations.length * list.length > MAX_JOBS) return [undefined];
    combinations = combinations.flatMap((known) => list.map((value) => new Map([...known, [name, value]])));
  }
  const excluded = objectsOf(settings.get('exclude'));
  const kept = combinations.filter(
    (combination) => !excluded.some((entry) => agrees(entry, combination, [...entry.keys()])),
  );
  return include(
    kept,
    objectsOf(settings.get('include')),
    vectors.map(([name]) => name),
  );
}

/** Each entry joins the combinations that it does not contradict, or else is one itself. */
function include(
  combinations: readonly ReadonlyMap<string, Value>[],
  entries: readonly ReadonlyMap<string, Value>[],
  names: readonly string[],
): readonly ReadonlyMap<string, Value>[] {
  const added = new Map<ReadonlyMap<string, Value>, ReadonlyMap<string, Value>>(
    combinations.map((each) => [each, each]),
  );
  const own: ReadonlyMap<string, Value>[] = [];
  for (const entry of entries) {
    const shared = names.filter((name) => entry.has(name));
    const joined = combinations.filter((combination) => agrees(entry, combination, shared));
    for (const combination of joined) added.set(combination, new Map([...(added.get(combination) ?? []), ...entry]));
    if (joined.length === 0) own.push(entry);
  }
  return [...added.values(), ...own];
}

function agrees(
  entry: ReadonlyMap<string, Value>,
  combination: ReadonlyMap<string, Value>,
  names: readonly string[],
): boolean {
  return names.every((name) => fits(entry.get(name) ?? null, combination.get(name) ?? null));
}

/** Whether a value is what an entry asks for: of an object, only as far as the entry says. */
function fits(asked: Value, value: Value): boolean {
  if (isObject(asked)) return isObject(value) && [...asked].every(([key, item]) => fits(item, value.get(key) ?? null));
  if (!isArray(asked)) return equals(asked, value);
  return isArray(value) && value.length === asked.length && asked.every((item, i) => fits(item, value[i] ?? null));
}

function objectsOf(value: Value | undefined): readonly ReadonlyMap<string, Value>[] {
  return (Array.isArray(value) ? (value as readonly Value[]) : []).filter(isObject);
}
