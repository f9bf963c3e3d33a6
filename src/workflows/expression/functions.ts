import { fold, isPrimitive, textOf } from './coerce';
import { equals } from './compare';
import { format } from './format';
import { parseJson, writeJson } from './json';
import { type Value, isArray } from './value';

/** The functions whose result follows from their arguments alone. */
export type PureFunction = 'contains' | 'endsWith' | 'format' | 'fromJSON' | 'join' | 'startsWith' | 'toJSON';

/** Longer texts are not made: functions in functions could double theirs at every step. */
const MAX_TEXT = 65_536;

/** Applies a function; nothing where GitHub fails the run. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions */
export function apply(name: PureFunction, args: readonly Value[]): Value | undefined {
  const [first = null, second = null, ...others] = args;
  switch (name) {
    case 'contains':
      return contains(first, second);
    case 'endsWith':
      return arePrimitive(first, second) && fold(textOf(first)).endsWith(fold(textOf(second)));
    case 'startsWith':
      return arePrimitive(first, second) && fold(textOf(first)).startsWith(fold(textOf(second)));
    case 'format':
      return bounded(format(textOf(first), args.length > 1 ? [second, ...others] : []));
    case 'fromJSON':
      return parseJson(textOf(first));
    case 'join':
      return bounded(join(first, args.length > 1 && isPrimitive(second) ? textOf(second) : ','));
    case 'toJSON':
      return bounded(writeJson(first));
  }
}

function contains(search: Value, item: Value): boolean {
  if (isArray(search)) return search.some((each) => equals(each, item));
  return arePrimitive(search, item) && fold(textOf(search)).includes(fold(textOf(item)));
}

function join(items: Value, separator: string): string {
  if (isPrimitive(items)) return textOf(items);
  return isArray(items) ? items.map(textOf).join(separator) : '';
}

function arePrimitive(...values: readonly Value[]): boolean {
  return values.every(isPrimitive);
}

function bounded(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= MAX_TEXT ? text : undefined;
}
