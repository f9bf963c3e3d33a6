import { type Block, isBlock } from './stack';

/**
 * By type of backend the arguments that say where the state is; the others say how Terraform gets there. Of a type that is not
 * here every argument counts.
 * https://developer.hashicorp.com/terraform/language/backend
 */
const PLACE: ReadonlyMap<string, readonly string[]> = new Map([
  ['azurerm', ['storage_account_name', 'container_name', 'key', 'environment']],
  ['consul', ['address', 'datacenter', 'path']],
  ['gcs', ['bucket', 'prefix']],
  ['http', ['address']],
  ['local', ['path', 'workspace_dir']],
  ['remote', ['hostname', 'organization', 'workspaces']],
  ['s3', ['bucket', 'key', 'region', 'workspace_key_prefix', 'endpoint', 'endpoints']],
]);

/** Where a backend keeps its state, such that two places differ if their texts do. */
export function statePlace(backend: Block): string {
  return JSON.stringify(
    Object.entries(backend).map(([type, given]) => {
      const all = Object.entries(isBlock(given) ? given : {});
      const names = PLACE.get(type);
      return [type, all.filter(([name]) => names?.includes(name) ?? true).sort(([a], [b]) => (a < b ? -1 : 1))];
    }),
  );
}

/** A backend in short, without what could be a secret. */
export function backendText(backend: Block): string {
  const [type, given] = Object.entries(backend)[0] ?? [];
  if (type === undefined) return 'no backend';
  const names = PLACE.get(type) ?? [];
  const shown = Object.entries(isBlock(given) ? given : {})
    .filter(([name, value]) => names.includes(name) && typeof value === 'string')
    .map(([name, value]) => `${name} ${value as string}`);
  return [`\`${type}\``, ...shown].join(', ');
}
