import type { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';

/** A class of resources or data sources, as the provider packages have them. */
interface ElementClass<C, E> {
  readonly tfResourceType: string;
  new (scope: Construct, id: string, config: C): E;
}

/** Makes a resource or data source at an address of our own, in place of the one that CDKTF would derive and hash. */
export function add<C, E extends TerraformElement>(
  scope: Construct,
  Type: ElementClass<C, E>,
  address: string,
  config: C,
): E {
  const element = new Type(scope, `${Type.tfResourceType}/${address}`, config);
  element.overrideLogicalId(address);
  return element;
}

/**
 * A reference by text. CDKTF's own attributes would do the same at the cost of a token and a stack trace each.
 */
export function reference(Type: { readonly tfResourceType: string }, address: string, attribute: string): string {
  return `\${${Type.tfResourceType}.${address}.${attribute}}`;
}

/** The same for a data source. */
export function dataReference(Type: { readonly tfResourceType: string }, address: string, attribute: string): string {
  return `\${data.${Type.tfResourceType}.${address}.${attribute}}`;
}

/** Something to be applied before; for `dependsOn`. */
export function dependency(Type: { readonly tfResourceType: string }, address: string): { readonly fqn: string } {
  return { fqn: `${Type.tfResourceType}.${address}` };
}

/** A data source to be read before; for `dependsOn`. */
export function dataDependency(Type: { readonly tfResourceType: string }, address: string): { readonly fqn: string } {
  return { fqn: `data.${Type.tfResourceType}.${address}` };
}
