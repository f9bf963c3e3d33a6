import { TerraformElement, TerraformOutput, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { resolved } from './resolved';

type Json = Record<string, unknown>;

/**
 * What CDKTF's own `toTerraform` of a stack makes, in a fraction of the time: that one resolves every element, and then all of
 * them together once more. A test holds the two equal.
 */
export function stackJson(stack: TerraformStack, overrides: Json): Json {
  const elements = stack.node.findAll().filter((node) => TerraformElement.isTerraformElement(node));
  const metadata: Json = {
    version: stack.node.tryGetContext('cdktfVersion') as unknown,
    stackName: stack.node.id,
    backend: 'local',
    ...(Object.keys(overrides).length > 0 && { overrides: { stack: Object.keys(overrides) } }),
  };
  const outputs: Json = {};
  const json: Json = { '//': { metadata, outputs } };
  for (const element of elements) {
    merge(metadata, resolved(stack, element.toMetadata()) as Json);
    if (TerraformOutput.isTerraformOutput(element)) merge(outputs, atPath(element, element.friendlyUniqueId));
    merge(json, resolved(stack, element.toTerraform()) as Json);
  }
  merge(json, resolved(stack, overrides) as Json);
  return json;
}

/** A value under the ids that lead to an element. */
function atPath({ node }: IConstruct, value: string): Json {
  const [last = '', ...above] = node.path.split('/').reverse();
  return above.reduce<Json>((inner, id) => ({ [id]: inner }), { [last]: value });
}

/** Lists grow, mappings unite, and of all else the later counts. */
function merge(into: Json, from: Json): void {
  for (const [key, value] of Object.entries(from)) {
    const known = into[key];
    if (isMapping(known) && isMapping(value)) merge(known, value);
    else
      into[key] =
        Array.isArray(known) && Array.isArray(value) ? [...(known as unknown[]), ...(value as unknown[])] : value;
  }
}

function isMapping(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
