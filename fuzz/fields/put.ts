import { ANY, type Field, KEY } from './schema-fields';

type Mapping = Readonly<Record<string, unknown>>;
type List = readonly unknown[];

/** A way to put text into data: whether something stood there, and the data with the text instead. */
export interface Slot {
  readonly present: boolean;
  readonly put: (change: (before: string) => string) => unknown;
}

/** The first place in data that a field means; where it is not there, what is missing on the way is made. */
export function slotFor(field: Field, data: unknown): Slot {
  return find(field, data) ?? { present: false, put: (change) => made(field, data, change('')) };
}

function find(field: Field, data: unknown): Slot | undefined {
  const [step, ...rest] = field;
  if (step === undefined) {
    if (typeof data === 'object' && data !== null) return undefined;
    return { present: true, put: (change) => change(textOf(data)) };
  }
  if (!isData(data)) return undefined;
  if (rest[0] === KEY) {
    const [key] = Object.keys(data);
    if (key === undefined || isList(data)) return undefined;
    return { present: true, put: (change) => renamed(data, key, change(key)) };
  }
  for (const key of step === ANY ? Object.keys(data) : [step]) {
    if (!Object.hasOwn(data, key)) continue;
    const inner = find(rest, valueAt(data, key));
    if (inner) return { present: true, put: (change) => replaced(data, key, inner.put(change)) };
  }
  return undefined;
}

/** Data with a text at a place that was not there, below the first of what is. */
function made([step, ...rest]: Field, data: unknown, text: string): unknown {
  if (step === undefined) return text;
  const known = isData(data) ? data : {};
  const isKnownList = isList(known);
  if (step === KEY) return text;
  if (rest[0] === KEY) return isKnownList ? known : { ...known, [text]: {} };
  const key = step === ANY ? (Object.keys(known)[0] ?? (isKnownList ? '0' : 'x')) : step;
  const next = rest[0] === ANY && rest[1] !== KEY ? [] : {};
  return replaced(known, key, made(rest, valueAt(known, key) ?? next, text));
}

function isData(value: unknown): value is Mapping | List {
  return typeof value === 'object' && value !== null;
}

function isList(value: Mapping | List): value is List {
  return Array.isArray(value);
}

function valueAt(data: Mapping | List, key: string): unknown {
  return Object.hasOwn(data, key) ? (data as Mapping)[key] : undefined;
}

function replaced(data: Mapping | List, key: string, value: unknown): Mapping | List {
  if (isList(data)) return Number(key) < data.length ? data.with(Number(key), value) : [...data, value];
  return { ...data, [key]: value };
}

function renamed(data: Mapping, key: string, name: string): Mapping {
  return Object.fromEntries(Object.entries(data).map(([each, value]) => [each === key ? name : each, value]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
