import { randomBytes } from 'node:crypto';
import type { ImmediateResourceType } from '../plugin/provider';
import { type Attributes, mapOf, textOf, textsOf } from '../plugin/value';
import type { Account, Role } from '../world';
import { type Aws, accountOf, allTags, changeAccount, during, refusal, tagAttributes } from './connection';
import { refuseBoundary, refuseDescription, refuseRole, refuseTrust } from './iam';
import { normalized, requirePolicy, sameMeaning, unlessSame } from './policy-json';
import { refuseTags, retagged } from './tags';
import { requireArn, requireLength, requireName } from './validators';

/** `aws_iam_role`. */
export const role: ImmediateResourceType<Aws> = {
  replacedBy: ['name', 'name_prefix', 'path'],
  defaults: { path: '/', max_session_duration: 3600, force_detach_policies: false },
  equivalent: { assume_role_policy: sameMeaning, description: sameText, permissions_boundary: sameText },
  derive: (aws, planned) => {
    const { assume_role_policy: trust } = planned;
    return { ...allTags(aws, planned), ...(typeof trust === 'string' && { assume_role_policy: normalized(trust) }) };
  },
  validate: (config) => {
    requirePolicy('assume_role_policy', config['assume_role_policy']);
    requireName('name', config['name'], 64);
    requireLength('path', config['path'], 0, 512);
    const duration = config['max_session_duration'];
    if (typeof duration === 'number' && (duration < 3600 || duration > 43200))
      throw new Error(`expected max_session_duration to be in the range (3600 - 43200), got ${duration}`);
    requireArn('permissions_boundary', config['permissions_boundary']);
    requireLength('description', config['description'], 0, 1000);
    if (/[“‘]/.test(textOf(config['description'])))
      throw new Error(
        'invalid value for description (cannot contain specially formatted single or double quotes: [“‘])',
      );
  },
  create: (aws, planned) => {
    const name = textOf(planned['name']);
    return during(`creating IAM Role (${name})`, () =>
      changeAccount(aws, (account) => attributes(aws, name, createRole(aws, account, name, planned), planned)),
    );
  },
  read: (aws, state) => {
    const name = textOf(state['id']);
    const found = accountOf(aws).roles[name];
    return found && { ...state, ...attributes(aws, name, found, state) };
  },
  update: (aws, planned, prior) => {
    const name = textOf(prior['id']);
    updateSettings(aws, name, planned, prior);
    return changeRole(aws, 'GetRole', name, (found) => attributes(aws, name, found, planned));
  },
  destroy: (aws, state) => {
    const name = textOf(state['id']);
    // What the last refresh saw on the role the provider takes off by itself.
    const detach = state['force_detach_policies'] === true || textsOf(state['managed_policy_arns']).length > 0;
    during(`deleting IAM Role (${name})`, () =>
      changeAccount(aws, ({ roles }) => {
        const found = roles[name];
        if (found && !detach && found.attached.length > 0)
          throw new Error(
            refusal('DeleteRole', 409, 'DeleteConflict', 'Cannot delete entity, must detach all policies first.'),
          );
        delete roles[name];
      }),
    );
  },
  import: (_, id) => ({ id, name: id, force_detach_policies: false }),
};

/** Changes a role that has to exist. */
export function changeRole<T>(
  aws: Aws,
  operation: string,
  name: string,
  action: (role: Role, account: Account) => T,
): T {
  return changeAccount(aws, (account) => {
    const found = account.roles[name];
    if (!found) throw new Error(refusal(operation, 404, 'NoSuchEntity', `The role with name ${name} cannot be found.`));
    return action(found, account);
  });
}

function createRole(aws: Aws, account: Account, name: string, planned: Attributes): Role {
  const { roles } = account;
  const wanted = settings(planned);
  refuseRole(wanted.path, wanted.description);
  refuseTags('CreateRole', wanted.tags);
  if (Object.keys(roles).some((each) => each.toLowerCase() === name.toLowerCase()))
    throw new Error(refusal('CreateRole', 409, 'EntityAlreadyExists', `Role with name ${name} already exists.`));
  refuseTrust('CreateRole', wanted.trust);
  refuseBoundary('CreateRole', aws, account, wanted.permissionsBoundary);
  const uniqueId = `AROA${randomBytes(9).toString('hex').slice(1).toUpperCase()}`;
  return (roles[name] = { inline: {}, attached: [], uniqueId, ...wanted });
}

/** Each setting by a call of its own, in the provider's order: those before one that is refused stay. */
function updateSettings(aws: Aws, name: string, planned: Attributes, prior: Attributes): void {
  const [wanted, before] = [settings(planned), settings(prior)];
  if (JSON.stringify(wanted.tags) !== JSON.stringify(before.tags))
    during(`updating tags for IAM Role (${name})`, () => {
      changeRole(aws, 'TagRole', name, (found) => {
        found.tags = retagged('TagRole', found.tags, before.tags, wanted.tags);
      });
    });
  const put = (key: keyof typeof wanted, operation: string, what: string, check?: (account: Account) => void) => {
    if (JSON.stringify(wanted[key]) === JSON.stringify(before[key])) return;
    during(`updating ${what.replace('%s', `(${name})`)}`, () => {
      changeRole(aws, operation, name, (found, account) => {
        check?.(account);
        Object.assign(found, { [key]: wanted[key] });
      });
    });
  };
  put('trust', 'UpdateAssumeRolePolicy', 'IAM Role %s assume role policy', () => {
    refuseTrust('UpdateAssumeRolePolicy', wanted.trust);
  });
  put('description', 'UpdateRoleDescription', 'IAM Role %s description', () => {
    refuseDescription('UpdateRoleDescription', wanted.description);
  });
  put('maxSessionDuration', 'UpdateRole', 'IAM Role %s MaxSessionDuration');
  put('permissionsBoundary', 'PutRolePermissionsBoundary', 'IAM Role %s permissions boundary', (account) => {
    refuseBoundary('PutRolePermissionsBoundary', aws, account, wanted.permissionsBoundary);
  });
}

function settings(planned: Attributes) {
  return {
    path: textOf(planned['path']),
    description: textOf(planned['description']),
    trust: textOf(planned['assume_role_policy']),
    maxSessionDuration: Number(planned['max_session_duration']),
    permissionsBoundary: textOf(planned['permissions_boundary']),
    tags: mapOf(planned['tags_all']),
  };
}

function attributes(aws: Aws, name: string, found: Role, state: Attributes): Attributes {
  return {
    id: name,
    name,
    name_prefix: '',
    arn: `arn:${aws.partition}:iam::${aws.account}:role${found.path}${name}`,
    assume_role_policy: normalized(unlessSame(textOf(state['assume_role_policy']), found.trust)),
    create_date: '2026-01-01T00:00:00Z',
    description: found.description || null,
    path: found.path,
    max_session_duration: found.maxSessionDuration,
    permissions_boundary: found.permissionsBoundary || null,
    unique_id: found.uniqueId,
    managed_policy_arns: found.attached,
    ...tagAttributes(aws, found.tags, state),
  };
}

/** The empty text is as good as none. */
function sameText(one: string, other: string): boolean {
  return one === other;
}
