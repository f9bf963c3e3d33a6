import { type TemplateScope, expandTemplate } from '../../bindings/template';
import type { Problems } from '../../diagnostics/diagnostic';
import { child } from '../../diagnostics/source';
import { DESCRIPTION, MAX_DESCRIPTION_BYTES } from '../../iam/iam-names';
import type { RolePlan } from '../access-plan';
import type { AccountContext } from '../accounts/accounts';
import { NO_BOUNDARY, resolveBoundary } from '../accounts/boundaries';
import { checkTagsTogether, tagEntries, unsetTags } from '../accounts/tags';
import type { ExpandedBinding } from './expand';

/** What a role is beside who may assume it and what it may do. */
export type RoleAttributes = Pick<
  RolePlan,
  'description' | 'maxSessionDuration' | 'permissionsBoundary' | 'tags' | 'unset' | 'adopted'
>;

/** Resolves a role's attributes. What the file does not set is left as it is found, on a role that was made as on an adopted one. */
export function roleAttributes(
  binding: ExpandedBinding,
  account: AccountContext,
  scope: TemplateScope,
  adopted: boolean,
  problems: Problems,
): RoleAttributes {
  const { role = {} } = binding.binding;
  const tagsAt = child(binding.at, 'role', 'tags');
  const description = resolveDescription(binding, scope, problems);
  const boundary = roleBoundary(binding, account, scope, problems);
  const tags = tagEntries(role.tags, scope, tagsAt, problems);
  checkTagsTogether(tags, tagsAt, account, problems);
  return {
    description,
    maxSessionDuration: role.max_session_duration ?? 3600,
    permissionsBoundary: boundary === NO_BOUNDARY ? undefined : boundary,
    tags,
    unset: [
      ...(description === undefined ? ['description'] : []),
      ...(role.max_session_duration === undefined ? ['max_session_duration'] : []),
      ...(boundary === undefined ? ['permissions_boundary'] : []),
      ...(role.tags === undefined ? unsetTags(account, adopted) : []),
    ],
    adopted,
  };
}

function resolveDescription(
  { binding: { role = {}, description }, at }: ExpandedBinding,
  scope: TemplateScope,
  problems: Problems,
): string | undefined {
  const place = role.description === undefined ? child(at, 'description') : child(at, 'role', 'description');
  const text = role.description ?? description;
  const expanded = text === undefined ? undefined : expandTemplate(text, scope, place, problems);
  if (expanded === undefined) return undefined;
  if (!DESCRIPTION.test(expanded) || Buffer.byteLength(expanded) > MAX_DESCRIPTION_BYTES)
    problems.error(
      'invalid-value',
      place,
      `\`${expanded}\` is not a description of a role: at most 1 000 Latin-1 characters, of which those beyond ASCII count twice`,
    );
  return expanded;
}

/** The role's own boundary, which may replace the account's and not take it off. */
function roleBoundary(
  { binding: { role = {} }, at }: ExpandedBinding,
  account: AccountContext,
  scope: TemplateScope,
  problems: Problems,
): string | undefined {
  const own = role.permissions_boundary;
  if (own === undefined) return account.boundary;
  const place = child(at, 'role', 'permissions_boundary');
  if (own !== NO_BOUNDARY) {
    const text = expandTemplate(own, scope, place, problems);
    return text === undefined ? undefined : resolveBoundary(account, text, place, problems);
  }
  if (account.settings.permissions_boundary !== undefined)
    problems.error(
      'invalid-value',
      place,
      `\`none\` would take off the boundary that account \`${account.name}\` gives to every role\na binding may name another one, not go without`,
      { message: 'the boundary', at: child(account.at, 'permissions_boundary') },
    );
  return NO_BOUNDARY;
}
