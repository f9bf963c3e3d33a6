import { type TemplateScope, expandTemplate } from '../../bindings/template';
import { type Problems, createProblems } from '../../diagnostics/diagnostic';
import { child, keyOf } from '../../diagnostics/source';
import { PATH, ROLE_NAME } from '../../iam/iam-names';
import type { AccountContext } from '../accounts/accounts';
import { bindingScope } from '../scope';
import type { OwnedName } from '../github/former-names';
import type { BindingIdentity, ExpandedBinding } from './expand';

/** What makes a role this one: with another name or path it is another role. */
export interface RoleIdentity {
  readonly name: string;
  readonly path: string;
}

/** A role under a name that its binding, its repository or its account had. */
export interface FormerRole extends RoleIdentity {
  /** The binding's name then. */
  readonly binding: string;
  /** What the repository of `for_each_repository` was called then. */
  readonly repository?: OwnedName;
}

/** The role's name and path, or nothing if they cannot be told. */
export function roleIdentity(
  { binding, at, name: present }: ExpandedBinding,
  scope: TemplateScope,
  problems: Problems,
): RoleIdentity | undefined {
  const { role = {} } = binding;
  const roleAt = child(at, 'role');
  const name = expandTemplate(role.name ?? present, scope, child(roleAt, 'name'), problems);
  const path = expandTemplate(role.path ?? '/', scope, child(roleAt, 'path'), problems);
  if (name === undefined || path === undefined) return undefined;
  if (!ROLE_NAME.test(name))
    problems.error(
      'invalid-value',
      role.name === undefined ? keyOf(at) : child(roleAt, 'name'),
      `\`${name}\` is not a role name: 1 to 64 letters, digits and \`_+=,.@-\``,
    );
  if (!PATH.test(path))
    problems.error(
      'invalid-value',
      child(roleAt, 'path'),
      `\`${path}\` is not a path: it begins and ends with \`/\`, with printable ASCII between`,
    );
  return { name, path };
}

/** The role as it was called before by the same words, wherever that differs, oldest first. */
export function formerRoles(
  binding: ExpandedBinding,
  { scope, formerScope }: AccountContext,
  present: RoleIdentity,
): readonly FormerRole[] {
  if (binding.former.length === 0 && !formerScope) return [];
  const bindings: readonly BindingIdentity[] = [...binding.former, binding];
  const silent = createProblems();
  const all = [...(formerScope ? [formerScope] : []), scope].flatMap((account) =>
    bindings.flatMap((each): readonly FormerRole[] => {
      const role = roleIdentity({ ...binding, name: each.name }, bindingScope(account, each), silent);
      return role && (role.name !== present.name || role.path !== present.path)
        ? [{ ...role, binding: each.name, repository: each.repository }]
        : [];
    }),
  );
  return [...new Map(all.map((role) => [`${role.path} ${role.name}`, role])).values()];
}
