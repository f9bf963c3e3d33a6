import type { ResourceType } from '../plugin/provider';
import { type Attributes, mapOf, textOf } from '../plugin/value';
import type { Role } from '../world';
import { type Aws, accountOf, allTags, changeAccount, refusal, tagAttributes } from './connection';
import { requireJson, sameMeaning } from './policy-json';

/** `aws_iam_role`. */
export const role: ResourceType<Aws> = {
  replacedBy: ['name', 'name_prefix', 'path'],
  defaults: { path: '/', max_session_duration: 3600, force_detach_policies: false },
  equivalent: { assume_role_policy: sameMeaning },
  derive: allTags,
  validate: (config) => {
    requireJson('assume_role_policy', textOf(config['assume_role_policy']));
    const name = textOf(config['name']);
    if (name.length > 64) throw new Error('expected length of name to be in the range (1 - 64)');
    if (!/^[\w+=,.@-]*$/.test(name)) throw new Error('invalid value for name (must match [\\w+=,.@-])');
    const duration = config['max_session_duration'];
    if (typeof duration === 'number' && (duration < 3600 || duration > 43200))
      throw new Error(`expected max_session_duration to be in the range (3600 - 43200), got ${duration}`);
    const boundary = textOf(config['permissions_boundary']);
    if (boundary !== '' && !isArn(boundary)) throw new Error(`"permissions_boundary" (${boundary}) is an invalid ARN`);
    if (textOf(config['description']).length > 1000)
      throw new Error('expected length of description to be in the range (0 - 1000)');
  },
  create: (aws, planned) =>
    changeAccount(aws, ({ roles }) => {
      const name = textOf(planned['name']);
      const taken = Object.keys(roles).find((each) => each.toLowerCase() === name.toLowerCase());
      if (taken !== undefined) {
        const why = refusal('CreateRole', 409, 'EntityAlreadyExists', `Role with name ${name} already exists.`);
        throw new Error(`creating IAM Role (${name}): ${why}`);
      }
      refuseTrust(name, 'CreateRole', textOf(planned['assume_role_policy']));
      const uniqueId = `AROASTANDIN${String(Object.keys(roles).length).padStart(10, '0')}`;
      const made = { inline: {}, attached: [], uniqueId, ...settings(planned) };
      roles[name] = made;
      return attributes(aws, name, made, planned);
    }),
  read: (aws, state) => {
    const name = textOf(state['id']);
    const found = accountOf(aws).roles[name];
    return found && { ...state, ...attributes(aws, name, found, state) };
  },
  update: (aws, planned, prior) =>
    changeRole(aws, 'UpdateRole', textOf(prior['id']), (found) => {
      refuseTrust(textOf(prior['id']), 'UpdateAssumeRolePolicy', textOf(planned['assume_role_policy']));
      Object.assign(found, settings(planned));
      return attributes(aws, textOf(prior['id']), found, planned);
    }),
  destroy: (aws, state) =>
    changeAccount(aws, ({ roles }) => {
      const name = textOf(state['id']);
      const found = roles[name];
      if (!found) return;
      if (state['force_detach_policies'] !== true && found.attached.length + Object.keys(found.inline).length > 0) {
        const why = found.attached.length > 0 ? 'detach all policies first.' : 'delete policies first.';
        throw new Error(
          `deleting IAM Role (${name}): ${refusal('DeleteRole', 409, 'DeleteConflict', `Cannot delete entity, must ${why}`)}`,
        );
      }
      delete roles[name];
    }),
  import: (_, id) => ({ id, force_detach_policies: false }),
};

/** Changes a role that has to exist. */
export function changeRole<T>(aws: Aws, operation: string, name: string, action: (role: Role) => T): T {
  return changeAccount(aws, ({ roles }) => {
    const found = roles[name];
    if (!found) throw new Error(refusal(operation, 404, 'NoSuchEntity', `The role with name ${name} cannot be found.`));
    return action(found);
  });
}

/** Whether something is an ARN by its shape. */
export function isArn(text: string): boolean {
  return /^arn:[\w-]+:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:.+$/.test(text);
}

const QUOTA = 2048;

function refuseTrust(name: string, operation: string, trust: string): void {
  if (trust.replace(/\s/g, '').length > QUOTA)
    throw new Error(
      `updating IAM Role (${name}): ${refusal(operation, 409, 'LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${QUOTA}`)}`,
    );
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
  const trust = textOf(state['assume_role_policy']);
  return {
    id: name,
    name,
    name_prefix: '',
    arn: `arn:${aws.partition}:iam::${aws.account}:role${found.path}${name}`,
    assume_role_policy: sameMeaning(trust, found.trust) ? trust : found.trust,
    create_date: '2026-01-01T00:00:00Z',
    description: found.description || null,
    path: found.path,
    max_session_duration: found.maxSessionDuration,
    permissions_boundary: found.permissionsBoundary || null,
    unique_id: found.uniqueId,
    managed_policy_arns: found.attached,
    ...tagAttributes(aws, found.tags),
  };
}
