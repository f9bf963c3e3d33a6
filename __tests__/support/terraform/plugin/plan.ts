import type { ResourceType } from './provider';
import type { Attribute, Block, NestedBlock, Type } from './schema';
import { type Attributes, UNKNOWN, same, textOf } from './value';

/** A planned change of one resource. */
export interface Planned {
  readonly state: Attributes;
  /** Arguments whose change makes a new object. */
  readonly replacedBy: readonly string[];
}

/** Plans a creation, or an update if there is a prior state, as the plugin SDK does: what the provider fills in is unknown until then. */
export function plan<C>(
  type: ResourceType<C>,
  block: Block,
  connection: C,
  prior: Attributes | null,
  proposed: Attributes,
): Planned {
  const filled = withEquivalents(type, prior, withUnset(prior, withDefaults(type, proposed)));
  const derived = { ...filled, ...type.derive?.(connection, filled) };
  if (prior === null)
    return { state: { ...filled, ...unknowns(block, filled), ...type.derive?.(connection, filled) }, replacedBy: [] };
  const changed = [...block.attributes, ...block.blocks]
    .filter((each) => !same(typeOf(each), prior[each.name], derived[each.name]))
    .map(({ name }) => name);
  type.checkUpdate?.(derived);
  return { state: derived, replacedBy: type.replacedBy.filter((name) => changed.includes(name)) };
}

function withDefaults<C>(type: ResourceType<C>, proposed: Attributes): Attributes {
  const missing = Object.entries(type.defaults ?? {}).filter(([name]) => (proposed[name] ?? null) === null);
  return { ...proposed, ...Object.fromEntries(missing) };
}

/** What was never read and what is off are the same to the plugin SDK. */
function withUnset(prior: Attributes | null, proposed: Attributes): Attributes {
  const unset = Object.entries(proposed).filter(([name, value]) => value === false && prior?.[name] === null);
  return { ...proposed, ...Object.fromEntries(unset.map(([name]) => [name, null])) };
}

function withEquivalents<C>(type: ResourceType<C>, prior: Attributes | null, proposed: Attributes): Attributes {
  if (prior === null) return proposed;
  const kept = Object.entries(type.equivalent ?? {})
    .filter(([name, mean]) => typeof proposed[name] === 'string' && mean(textOf(prior[name]), textOf(proposed[name])))
    .map(([name]) => [name, prior[name] ?? null] as const);
  return { ...proposed, ...Object.fromEntries(kept) };
}

function unknowns(block: Block, proposed: Attributes): Attributes {
  const open = block.attributes.filter(({ name, computed }) => computed && (proposed[name] ?? null) === null);
  return Object.fromEntries(open.map(({ name }) => [name, UNKNOWN]));
}

function typeOf(member: Attribute | NestedBlock): Type {
  return 'type' in member ? member.type : [member.nesting === 'SET' ? 'set' : 'list', 'string'];
}
