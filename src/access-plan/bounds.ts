import { type Allow, type Bindings, type Placed, type RepositorySettings, sourcesOf } from '../bindings/bindings';
import type { Problems } from '../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../diagnostics/source';
import { readWaivers } from '../diagnostics/waivers';
import { exact, overlaps, pattern } from '../oidc/claim-text';
import type { RepositoryIndex } from './github/repositories';
import type { ResolvedVariable } from './github/variables';
import type { ResolvedRole } from './roles/roles';

type PatternKey = { [K in keyof Allow]-?: NonNullable<Allow[K]> extends readonly string[] ? K : never }[keyof Allow];
type SwitchKey = Exclude<keyof Allow, PatternKey>;

/** Reports all that bounded files do and their `allow` does not name: checked on what their templates have become. */
export function checkBounds(
  bindings: Bindings,
  index: RepositoryIndex,
  roles: readonly ResolvedRole[],
  variables: readonly ResolvedVariable[],
  problems: Problems,
): void {
  if (bindings.bounds.size === 0) return;
  const bounds = createBounds(bindings, problems);
  for (const role of roles) checkRole(role, bounds);
  for (const { target, role, at } of variables) {
    const scope = !target.repository ? 'organization' : target.environment === undefined ? 'repository' : 'environment';
    bounds.name('variable_scopes', scope, role.binding.at, at);
  }
  for (const [name, settings] of bindings.repositories) checkRepository(name, settings, index, bounds);
  const bounded = sourcesOf(bindings).filter(({ file }) => bindings.bounds.has(file));
  for (const { rules, at } of bounded.flatMap(readWaivers))
    for (const rule of rules) bounds.name('waivers', rule, at, at);
}

interface Bounds {
  /** Whether the file of `owner` may use a name. */
  name(key: PatternKey, name: string, owner: Location, at: Location): void;
  /** Whether the file of `owner` may do something at all. */
  use(key: SwitchKey, owner: Location, at: Location): void;
}

function createBounds({ bounds }: Bindings, problems: Problems): Bounds {
  const refuse = (allow: Placed<Allow>, key: keyof Allow, at: Location, what: string) => {
    problems.error('not-allowed-here', at, `${what} by \`${key}\` of the \`allow\` that bounds this file`, {
      message: 'the bounds',
      at: allow.at,
    });
  };
  const of = (owner: Location) => bounds.get(owner.source.file) ?? [];
  return {
    name(key, name, owner, at) {
      for (const allow of of(owner)) {
        const allowed = (allow.value[key] ?? []).some((glob) => overlaps(pattern(glob), exact(name)));
        if (!allowed) refuse(allow, key, at, `\`${name}\` is not named`);
      }
    },
    use(key, owner, at) {
      for (const allow of of(owner)) if (!allow.value[key]) refuse(allow, key, at, 'this is not allowed');
    },
  };
}

function checkRole({ plan, binding, account, entries }: ResolvedRole, bounds: Bounds): void {
  const { at } = binding;
  const { role = {}, permissions = [] } = binding.binding;
  const roleAt = child(at, 'role');
  bounds.name('accounts', account.name, at, child(at, 'accounts'));
  bounds.name('role_names', plan.name, at, role.name === undefined ? keyOf(at) : child(roleAt, 'name'));
  bounds.name('role_paths', plan.path, at, role.path === undefined ? keyOf(at) : child(roleAt, 'path'));
  if (role.permissions_boundary !== undefined) {
    bounds.name('boundaries', role.permissions_boundary, at, child(roleAt, 'permissions_boundary'));
  }
  for (const key of ['import', 'other_trust', 'exclusive'] as const) {
    if (key === 'exclusive' ? role.exclusive === false : role[key] !== undefined)
      bounds.use('role_import', at, child(roleAt, key));
  }
  permissions.forEach(({ managed, policy, statement, file, preset }, i) => {
    const entry = child(at, 'permissions', i);
    if (managed !== undefined)
      bounds.name('managed_policies', managed.replace(/^arn:[a-z-]+:iam::aws:policy\//, ''), at, entry);
    if (policy !== undefined) bounds.name('policies', policy, at, entry);
    if (preset) bounds.name('presets', preset.preset, at, child(entry, 'preset'));
    if (statement ?? file) bounds.use('statements', at, entry);
  });
  for (const { entry, repositories, place } of entries) {
    for (const { fullName } of repositories) bounds.name('repositories', fullName, at, place.at);
    const isWide = entry.any_context ?? entry.owner ?? entry.subject ?? entry.subject_pattern;
    if (isWide !== undefined) bounds.use('wide_subjects', at, place.at);
  }
}

function checkRepository(
  name: string,
  { value, at }: Placed<RepositorySettings>,
  index: RepositoryIndex,
  bounds: Bounds,
): void {
  const repository = index
    .known()
    .find((known) => known.at.path.join() === at.path.join() && known.at.source.file === at.source.file);
  bounds.name('repositories', repository?.fullName ?? name, at, keyOf(at));
  for (const key of Object.keys(value)) bounds.name('repository_settings', key, at, keyOf(child(at, key)));
}
