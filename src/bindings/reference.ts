import { bindingsFile } from './schema/bindings-file';
import type { Schema } from './schema/kit';
import { lockFile } from './schema/lock-file';
import { PRESETS, type PresetName } from './schema/presets';

/** One key of a file format, for people. */
export interface KeyReference {
  readonly key: string;
  readonly required: boolean;
  readonly text: string;
}

/** The fields that schemas of all kinds may have, as far as the way down is concerned. */
interface AnySchema extends Schema {
  readonly wrapped?: AnySchema;
  readonly item?: AnySchema;
  readonly value?: AnySchema;
  readonly options?: readonly AnySchema[];
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly docs?: Readonly<Record<string, string>>;
}

/** The keys of the mapping that a path leads to: key names, through lists and named mappings without a step of their own. */
export function keyReference(file: 'bindings' | 'lock', ...path: readonly string[]): readonly KeyReference[] {
  const start: Schema = file === 'bindings' ? bindingsFile : lockFile;
  const found = path.reduce<AnySchema>((schema, key) => {
    const next = mappingIn(schema).entries?.[key];
    if (!next) throw new Error(`internal error: the schema has no ${path.join('.')}`);
    return next;
  }, start);
  return keysOf(mappingIn(found));
}

/** The keys of an entry that uses a preset: `preset` itself, whose text says what it does, and its parameters. */
export function presetReference(name: PresetName): readonly KeyReference[] {
  return keysOf(PRESETS[name] as AnySchema);
}

function keysOf({ entries = {}, docs = {} }: AnySchema): readonly KeyReference[] {
  return Object.entries(entries).map(([key, schema]) => ({
    key,
    required: !['optional', 'nullish', 'nullable'].includes(schema.type),
    text: docs[key] ?? '',
  }));
}

function mappingIn(schema: AnySchema): AnySchema {
  const found = [schema, schema.wrapped, schema.item, schema.value, ...(schema.options ?? [])].find(
    (candidate) => candidate && (candidate.entries ?? (candidate !== schema && hasMapping(candidate))),
  );
  return !found || found.entries ? (found ?? schema) : mappingIn(found);
}

function hasMapping(schema: AnySchema): boolean {
  const inner = [schema.wrapped, schema.item, schema.value, ...(schema.options ?? [])];
  return Boolean(schema.entries) || inner.some((candidate) => candidate && hasMapping(candidate));
}
