import type { RawBinding, RawDefaults } from '../../bindings/bindings';
import { type Location, child, keyOf } from '../../diagnostics/source';
import type { ResolvedVariable } from '../github/variables';
import type { ResolvedRole } from '../roles/roles';
import { type Bounds, type KeyChecks, checkKeys } from './bounds';
import { PERMISSION_KEYS } from './permission-keys';
import { TRUST_KEYS } from './trust-keys';

/** A binding as a bounded file has it, and what has become of it. */
export interface BoundedBinding {
  readonly written: RawBinding;
  readonly at: Location;
  readonly roles: readonly ResolvedRole[];
  readonly variables: readonly ResolvedVariable[];
  /** Names of its accounts, retired ones too: their stacks let go of what it releases. */
  readonly accounts: ReadonlySet<string>;
  /** Names of all accounts of the file. */
  readonly allAccounts: readonly string[];
  readonly defaults: RawDefaults;
  readonly bounds: Bounds;
}

/** How each key of a binding is bounded. */
export const BINDING_KEYS: KeyChecks<BoundedBinding> = {
  description: { harmless: 'a text for readers' },
  accounts({ accounts, bounds }, at) {
    for (const name of accounts) bounds.name('accounts', name, at);
  },
  for_each_repository: { by: 'repositories' },
  trust(binding) {
    binding.written.trust.forEach((entry, i) => {
      const at = child(binding.at, 'trust', i);
      const resolved = binding.roles.flatMap(({ entries }) => entries.filter(({ place }) => isSame(place.at, at)));
      for (const { fullName } of resolved.flatMap(({ repositories }) => repositories))
        binding.bounds.name('repositories', fullName, at);
      checkKeys(entry, at, TRUST_KEYS, { ...binding, entry, entryAt: at, resolved }, binding.bounds);
    });
  },
  role(binding, at) {
    checkKeys(binding.written.role ?? {}, at, ROLE_KEYS, binding, binding.bounds);
  },
  permissions({ written, bounds }, at) {
    written.permissions?.forEach((permission, i) => {
      checkKeys(permission, child(at, i), PERMISSION_KEYS, { permission, at: child(at, i), bounds }, bounds);
    });
  },
  variables({ written, variables, bounds }, at) {
    for (const [name, variable] of written.variables ?? []) {
      const place = child(at, name);
      if (typeof variable === 'object' && variable) checkKeys(variable, place, VARIABLE_KEYS, undefined, bounds);
      for (const { target } of variables.filter((each) => isSame(each.at, place))) {
        const scope = !target.repository
          ? 'organization'
          : target.environment === undefined
            ? 'repository'
            : 'environment';
        bounds.name('variable_scopes', scope, place);
      }
    }
  },
  renamed_from({ bounds }, at) {
    bounds.given('bindings', keyOf(at), '`renamed_from`, which takes over what another binding made,');
  },
  release({ written, bounds }, at) {
    if (written.release)
      bounds.given('bindings', keyOf(at), '`release`, which lets go of what a binding of this name made,');
  },
};

/** How each key of a role is bounded. */
export const ROLE_KEYS: KeyChecks<BoundedBinding> = {
  name: { by: 'role_names' },
  path: { by: 'role_paths' },
  description: { harmless: 'a text for readers' },
  max_session_duration({ written, bounds }, at) {
    bounds.session(written.role?.max_session_duration ?? 0, at);
  },
  permissions_boundary({ written, roles, bounds }, at) {
    const text = written.role?.permissions_boundary;
    for (const { plan, account } of roles) {
      const arn = plan.permissionsBoundary;
      const own = arn?.split(`::${account.id}:policy/`, 2)[1];
      bounds.name('boundaries', own ?? arn ?? text ?? 'none', at);
    }
  },
  tags({ written, defaults, bounds }, at) {
    const tags = written.role?.tags;
    for (const name of tags?.keys() ?? []) bounds.name('role_tags', name, keyOf(child(at, name)));
    if (tags === null) for (const name of defaults.role?.tags?.keys() ?? []) bounds.name('role_tags', name, at);
  },
  exclusive({ written, bounds }, at) {
    if (written.role?.exclusive === false) bounds.use('role_import', at);
  },
  other_trust({ bounds }, at) {
    bounds.use('role_import', at);
  },
  import({ written, allAccounts, bounds }, at) {
    if (!bounds.use('role_import', at)) return;
    const named = written.role?.import ?? [];
    for (const name of named === 'all' ? allAccounts : named) bounds.name('accounts', name, at);
  },
};

/** How each key of a variable is bounded. */
export const VARIABLE_KEYS: KeyChecks<unknown> = {
  value: { harmless: 'a text that jobs of its own repositories read' },
  scope: { by: 'variable_scopes' },
  visibility: { harmless: 'goes with the scope `organization`, which is bounded' },
  import: { harmless: 'it publishes the variable anyway' },
};

/** Names by which a binding is known in Terraform and IAM, whether they are written or come of other names. */
export function checkNames({ written, at, roles, defaults, bounds }: BoundedBinding, name: string): void {
  const names = written.for_each_repository ? roles.map(({ binding }) => binding.name) : [name];
  for (const each of names) bounds.nameIfGiven('bindings', each, keyOf(at));
  const ownFormer = written.for_each_repository ? [] : (written.renamed_from ?? []);
  const former = roles.flatMap(({ binding }) => binding.former.map((each) => each.name));
  for (const each of new Set([...ownFormer, ...former])) bounds.nameIfGiven('bindings', each, keyOf(at));
  const { name: ownName, path } = written.role ?? {};
  for (const { plan } of roles) {
    bounds.name('role_names', plan.name, ownName === undefined ? keyOf(at) : child(at, 'role', 'name'));
    if (path === undefined && typeof defaults.role?.path === 'string') continue;
    bounds.name('role_paths', plan.path, path === undefined ? keyOf(at) : child(at, 'role', 'path'));
  }
}

function isSame(a: Location, b: Location): boolean {
  return a.source.file === b.source.file && JSON.stringify(a.path) === JSON.stringify(b.path);
}
