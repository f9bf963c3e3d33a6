import * as v from 'valibot';
import { didYouMean } from '../../diagnostics/suggest';

/** Any schema that reads plain data without asynchronous work. */
export type Schema<Output = unknown> = v.BaseSchema<unknown, Output, v.BaseIssue<unknown>>;

/** What a value is, in words. */
function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' || typeof value === 'boolean' ? `the ${typeof value} ${value}` : 'a list';
}

type Entries = Record<string, Schema>;

/** What each key of a mapping is for: shown by editors and in the reference. Markdown, one sentence or two. */
export type KeyDocs<E> = Readonly<Record<keyof E, string>>;

/** A schema made by {@link struct}. */
export type StructSchema<E extends Entries> = v.StrictObjectSchema<E, undefined> & { readonly docs: KeyDocs<E> };

/** What people write out of habit where it is not legal, and what to write instead. */
export interface Habits {
  /** By the key: the further part of the sentence that it is unknown. */
  readonly keys?: Readonly<Record<string, string>>;
  /** What stands in place of the mapping, as a mapping. */
  readonly text?: (given: string) => string;
}

/**
 * A mapping with exactly these keys. Valibot's own takes lists for mappings, and an unknown `constructor` for a known key.
 */
export function struct<const E extends Entries>(entries: E, docs: KeyDocs<E>, habits: Habits = {}): StructSchema<E> {
  const base = v.strictObject(Object.assign(Object.create(null) as E, entries), (issue) => {
    if (issue.expected === 'Object') {
      const meant = typeof issue.input === 'string' ? habits.text?.(issue.input) : undefined;
      return `must be a mapping, not ${kindOf(issue.input)}${meant === undefined ? '' : `: write \`${meant}\``}`;
    }
    const key = String(issue.path?.at(-1)?.key);
    const habit = Object.hasOwn(habits.keys ?? {}, key) ? habits.keys?.[key] : undefined;
    return issue.expected === 'never'
      ? `unknown key \`${key}\`${habit === undefined ? didYouMean(key, Object.keys(entries)) : `: ${habit}`}`
      : `the key \`${key}\` is missing`;
  }) as unknown as v.StrictObjectSchema<E, undefined>;
  return {
    ...base,
    docs,
    '~run'(dataset, config) {
      return base['~run'](Array.isArray(dataset.value) ? { value: undefined } : dataset, config);
    },
  };
}

/** A mapping from names to values, read into a `Map`. */
export interface NamedMapSchema<T> extends Schema<ReadonlyMap<string, T>> {
  readonly type: 'named_map';
  readonly key: Schema<string>;
  readonly value: Schema;
}

/**
 * A mapping whose keys the user chooses: a `Map`, since `constructor` and `__proto__` are names like others. `otherwise` says what is
 * wrong with what is no mapping.
 */
export function namedMap<S extends Schema>(
  key: Schema<string>,
  value: S,
  otherwise?: string,
): NamedMapSchema<v.InferOutput<S>> {
  type T = v.InferOutput<S>;
  const schema: NamedMapSchema<T> = {
    ...(v.custom<ReadonlyMap<string, T>>(() => true) as unknown as Schema<ReadonlyMap<string, T>>),
    type: 'named_map',
    expects: 'Object',
    ...(otherwise !== undefined && { message: otherwise }),
    key,
    value,
    '~run'(dataset, config) {
      const input = dataset.value;
      if (typeof input !== 'object' || input === null || Array.isArray(input)) {
        v._addIssue(schema, 'type', dataset, config);
        return dataset as unknown as v.OutputDataset<ReadonlyMap<string, T>, v.BaseIssue<unknown>>;
      }
      const result = new Map<string, T>();
      const issues: v.BaseIssue<unknown>[] = [];
      for (const [name, given] of Object.entries(input)) {
        const read = value['~run']({ value: given }, config);
        collect(issues, key['~run']({ value: name }, config).issues, 'key', name, input);
        collect(issues, read.issues, 'value', name, input);
        if (read.typed) result.set(name, read.value);
      }
      return issues.length > 0
        ? { typed: false, value: result, issues: issues as [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]] }
        : { typed: true, value: result };
    },
  };
  return schema;
}

function collect(
  into: v.BaseIssue<unknown>[],
  issues: readonly v.BaseIssue<unknown>[] | undefined,
  origin: 'key' | 'value',
  key: string,
  input: object,
): void {
  const step = { type: 'unknown', origin, input, key, value: undefined } as v.IssuePathItem;
  for (const issue of issues ?? []) into.push({ ...issue, path: [step, ...(issue.path ?? [])] });
}

/** One of something or a list of them, read as a list; a list is not empty. */
export function oneOrMany<S extends Schema>(item: S) {
  return v.pipe(
    v.union([item, v.pipe(v.array(item), v.minLength(1, 'must not be empty'))]),
    v.transform((value) => (Array.isArray(value) ? value : [value]) as readonly v.InferOutput<S>[]),
  );
}

/** A list, or the one item that stands for a list of one. */
export interface OrListSchema<T> extends Schema<readonly T[]> {
  readonly type: 'or_list';
  readonly item: Schema;
  readonly list: Schema;
}

/**
 * A list, or one item of it alone. What is wrong is said of the item as it is written. `list` are the demands on the whole.
 */
export function orList<S extends Schema>(
  item: S,
  list: Schema<readonly v.InferOutput<S>[]> = v.array(item),
): OrListSchema<v.InferOutput<S>> {
  type T = v.InferOutput<S>;
  return {
    ...(v.custom<readonly T[]>(() => true) as unknown as Schema<readonly T[]>),
    type: 'or_list',
    item,
    list,
    '~run'({ value }, config) {
      if (Array.isArray(value)) return list['~run']({ value }, config);
      const read = item['~run']({ value }, config);
      return read.typed ? { ...read, value: [read.value] } : read;
    },
  };
}

/** Text of a form; `must` completes "must be …". */
export function matching(form: RegExp, must: string) {
  return v.pipe(v.string(), v.regex(form, `must be ${must}`));
}

/** Any text but the empty one. */
export const text = matching(/[^]/, 'some text');

/** A whole number between bounds, both allowed. */
export function integer(min: number, max: number) {
  return v.pipe(
    v.number(),
    v.check((n) => Number.isInteger(n) && n >= min && n <= max, `must be a whole number from ${min} to ${max}`),
  );
}

/** Only `true`. */
export const yes = v.literal(true);

/** Says in the JSON Schema, too, that exactly one of some keys must be there. */
export interface ExactlyOne {
  readonly exactlyOne: readonly string[];
}

/** A mapping in which exactly one of `keys` is there. */
export function exactlyOneOf<S extends Schema>(schema: S, keys: readonly string[]) {
  const listed = keys.map((key) => `\`${key}\``).join(', ');
  return v.pipe(
    schema,
    v.check(
      (value: v.InferOutput<S>) =>
        keys.filter((key) => (value as Record<string, unknown>)[key] !== undefined).length === 1,
      ({ input }) => {
        const present = keys.filter((key) => (input as Record<string, unknown>)[key] !== undefined);
        return present.length === 0
          ? `needs one of ${listed}`
          : `has ${present.map((key) => `\`${key}\``).join(' and ')}: only one of them can be meant`;
      },
    ),
    v.metadata({ exactlyOne: keys } satisfies ExactlyOne),
  );
}

/** Text of a form, or text with a template, whose form can be told only when the template is replaced. */
export function templated(form: RegExp, must: string) {
  return matching(new RegExp(`${form.source}|\\$\\{`), must);
}

/** A mapping that is one of several; see {@link selectedBy}. */
export interface SelectedSchema<T> extends Schema<T> {
  readonly type: 'selected';
  readonly key: string;
  readonly choices: Readonly<Record<string, Schema>>;
  readonly wrapped: Schema;
}

/**
 * A mapping in which the value of `key` says what else stands in it: one of `choices`, read as `{ [key]: … }`. Without the key
 * it is `otherwise`, which names all `alternatives`, `key` among them, so that it can say what is missing.
 */
export function selectedBy<K extends string, C extends Readonly<Record<string, Schema>>, O extends Schema<object>>(
  key: K,
  choices: C,
  otherwise: O,
  alternatives: readonly string[],
) {
  type T = Omit<v.InferOutput<O>, K> & { readonly [P in K]?: v.InferOutput<C[keyof C]> };
  const schema: SelectedSchema<T> = {
    ...(v.custom<T>(() => true) as unknown as Schema<T>),
    type: 'selected',
    key,
    choices,
    wrapped: otherwise,
    '~run'(dataset, config) {
      return select(dataset, config) as v.OutputDataset<T, v.BaseIssue<unknown>>;
    },
  };
  return schema;

  function select({ value: input }: { readonly value: unknown }, config: v.Config<v.BaseIssue<unknown>>) {
    const given = typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
    const name = given[key];
    if (name === undefined) return otherwise['~run']({ value: input }, config);
    const choice = typeof name === 'string' && Object.hasOwn(choices, name) ? choices[name] : undefined;
    if (!choice) {
      const read = otherwise['~run']({ value: { [key]: name } }, config);
      return { ...read, issues: read.issues?.map((issue) => ({ ...issue, type: SELECTOR })) };
    }
    const present = alternatives.filter((alternative) => given[alternative] !== undefined);
    if (present.length > 1)
      return otherwise['~run']({ value: Object.fromEntries(present.map((other) => [other, given[other]])) }, config);
    const read = choice['~run']({ value: input }, config);
    return read.typed ? { ...read, value: { [key]: read.value } } : read;
  }
}

/** Type of an issue about the key by which a mapping is selected: without it the rest of the mapping means nothing. */
export const SELECTOR = 'selector';
