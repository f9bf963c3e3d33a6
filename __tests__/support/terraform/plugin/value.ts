import { ExtData, ExtensionCodec, decode, encode } from '@msgpack/msgpack';
import type { Block, Type } from './schema';

/** What Terraform will only know once something else is applied. */
export const UNKNOWN = Symbol('unknown');

/** A value of Terraform. */
export type Value = null | string | number | boolean | typeof UNKNOWN | readonly Value[] | Attributes;

/** An object of Terraform: the attributes and blocks of a resource. */
export interface Attributes {
  readonly [name: string]: Value;
}

const REFINED_UNKNOWN = 12;
const extensionCodec = new ExtensionCodec();
for (const type of [0, REFINED_UNKNOWN]) extensionCodec.register({ type, decode: () => UNKNOWN, encode: () => null });

/** Reads a value off the wire. */
export function fromWire(bytes: Uint8Array | undefined): Value {
  return bytes === undefined || bytes.length === 0 ? null : (decode(bytes, { extensionCodec }) as Value);
}

/** Writes a value for the wire. */
export function toWire(value: Value): Uint8Array {
  return encode(wireForm(value), { extensionCodec });
}

function wireForm(value: Value): unknown {
  if (value === UNKNOWN) return new ExtData(0, new Uint8Array(1));
  if (Array.isArray(value)) return value.map(wireForm);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, wireForm(each)]));
}

/** All attributes and blocks of a schema: those that the value lacks are null or empty. */
export function complete(block: Block, value: Attributes): Attributes {
  return Object.fromEntries([
    ...block.attributes.map(({ name }) => [name, value[name] ?? null] as const),
    ...block.blocks.map(
      ({ name, block: inner }) => [name, blocksOf(value[name]).map((each) => complete(inner, each))] as const,
    ),
  ]);
}

/** A value that is a list of objects, as blocks are; nothing if it is null or unknown. */
export function blocksOf(value: Value | undefined): readonly Attributes[] {
  return Array.isArray(value) ? (value as readonly Attributes[]) : [];
}

/** A value that is a list or set of texts; nothing if it is null or unknown. */
export function textsOf(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** A value that is text; empty if it is null or unknown. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A value that is a map of texts. */
export function mapOf(value: Value | undefined): Readonly<Record<string, string>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, string>) : {};
}

/** Whether two values of a type are the same; sets have no order. */
export function same(type: Type, one: Value | undefined, other: Value | undefined): boolean {
  return canonical(type, one) === canonical(type, other);
}

function canonical(type: Type, value: Value | undefined): string {
  if (value === UNKNOWN) return 'unknown';
  if (typeof type !== 'string' && type[0] === 'set' && Array.isArray(value))
    return JSON.stringify(value.map((each: Value) => canonical(type[1], each)).sort());
  if (typeof type !== 'string' && type[0] === 'map' && value !== null && typeof value === 'object')
    return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(value ?? null, (_, each: unknown) => (each === UNKNOWN ? 'unknown' : each));
}
