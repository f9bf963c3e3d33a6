import type { TerraformDataSource, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/** A class of resources or data sources, as the provider packages have them. */
interface ElementClass<C, E> {
  readonly tfResourceType: string;
  new (scope: Construct, id: string, config: C): E;
}

/**
 * Makes a resource or data source at an address of our own, in place of the one that CDKTF would derive and hash, to be
 * applied after others. Their addresses are set as text: CDKTF would make a token of each.
 */
export function add<C, E extends TerraformResource | TerraformDataSource>(
  scope: Construct,
  Type: ElementClass<C, E>,
  address: string,
  config: C,
  after: readonly string[] = [],
): E {
  const element = new Type(scope, `${Type.tfResourceType}/${address}`, config);
  element.overrideLogicalId(address);
  if (after.length > 0) element.dependsOn = [...after];
  withoutUnset(element);
  return element;
}

/** CDKTF spells the name of every argument anew that it has for all elements, be it set or not, and none is for most. */
function withoutUnset(element: TerraformResource | TerraformDataSource): void {
  const { terraformMetaArguments: all } = element;
  const set = Object.entries(all).filter(([, value]) => value !== undefined);
  Object.defineProperty(element, 'terraformMetaArguments', { value: Object.fromEntries(set), configurable: true });
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

/** Address of a resource within its stack. */
export function resourceAddress(Type: { readonly tfResourceType: string }, address: string): string {
  return `${Type.tfResourceType}.${address}`;
}

/** Address of a data source within its stack. */
export function dataAddress(Type: { readonly tfResourceType: string }, address: string): string {
  return `data.${Type.tfResourceType}.${address}`;
}
