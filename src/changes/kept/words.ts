import type { AccountContext } from '../../access-plan/accounts/accounts';
import { yamlText } from '../../bindings/yaml-text';
import type { ManagedObject } from './stack';
import { unescaped } from './stack';

/** What a role is called, and under which path. */
export function roleIdentity({ body }: ManagedObject): { readonly name: string; readonly path: string } {
  return { name: unescaped(body.name), path: body.path === undefined ? '/' : unescaped(body.path) };
}

/** `role: { name: web, path: /ci/ }`: the line that pins what a role is. */
export function pinnedRole(role: ManagedObject, attributes: readonly string[]): string {
  const identity = roleIdentity(role);
  const keys = (['name', 'path'] as const).filter((key) => attributes.includes(key));
  return `role: { ${keys.map((key) => `${key}: ${yamlText(identity[key])}`).join(', ')} }`;
}

/** What to write so that an account keeps its stack; one that comes from a list of accounts has no entry yet. */
export function keptStack({ name, id, at }: Pick<AccountContext, 'name' | 'id' | 'at'>, stack: string): string {
  return at.path[0] === 'accounts'
    ? `to keep the state, write in the account \`${name}\`: \`stack: ${stack}\``
    : `to keep the state, write under \`accounts\`: \`${name}: { id: '${id}', stack: ${stack} }\``;
}

/** The last part of an address, by which a binding is known. */
export function addressName({ address }: ManagedObject): string {
  return address.slice(address.indexOf('.') + 1);
}

/** Whether Terraform was told not to destroy an object: those that existed before are adopted so. */
export function isAdopted({ address, body }: ManagedObject, imported: ReadonlySet<string>): boolean {
  const lifecycle: unknown = Array.isArray(body.lifecycle) ? body.lifecycle[0] : body.lifecycle;
  const prevents =
    typeof lifecycle === 'object' && lifecycle !== null && 'prevent_destroy' in lifecycle && lifecycle.prevent_destroy;
  return prevents === true || imported.has(address);
}
