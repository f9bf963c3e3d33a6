import { TerraformElement, TerraformOutput, type TerraformStack } from 'cdktf';
import { deepMerge } from 'cdktf/lib/util';
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
    deepMerge(metadata, resolved(stack, element.toMetadata()));
    if (TerraformOutput.isTerraformOutput(element)) deepMerge(outputs, atPath(element, element.friendlyUniqueId));
    deepMerge(json, resolved(stack, element.toTerraform()));
  }
  return deepMerge(json, resolved(stack, overrides)) as Json;
}

/** A value under the ids that lead to an element. */
function atPath({ node }: IConstruct, value: string): Json {
  const [last = '', ...above] = node.path.split('/').reverse();
  return above.reduce<Json>((inner, id) => ({ [id]: inner }), { [last]: value });
}
