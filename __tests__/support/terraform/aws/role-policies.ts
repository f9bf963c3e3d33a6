import type { ResourceType } from '../plugin/provider';
import { type Attributes, textOf } from '../plugin/value';
import { type Aws, accountOf, refusal } from './connection';
import { requireJson, sameMeaning } from './policy-json';
import { changeRole, isArn } from './role';

/** `aws_iam_role_policy`: an inline policy. Putting one replaces what has its name, and nobody is told. */
export const rolePolicy: ResourceType<Aws> = {
  replacedBy: ['name', 'name_prefix', 'role'],
  equivalent: { policy: sameMeaning },
  validate: ({ policy, name }) => {
    requireJson('policy', textOf(policy));
    if (!/^[\w+=,.@-]{0,128}$/.test(textOf(name))) throw new Error('invalid value for name (must match [\\w+=,.@-])');
  },
  create: putPolicy,
  update: putPolicy,
  read: (aws, state) => {
    const [role = '', name = ''] = textOf(state['id']).split(':');
    const document = accountOf(aws).roles[role]?.inline[name];
    if (document === undefined) return undefined;
    const known = textOf(state['policy']);
    return { ...state, role, name, name_prefix: '', policy: sameMeaning(known, document) ? known : document };
  },
  destroy: (aws, state) =>
    ifRole(aws, textOf(state['role']), (role) => {
      delete role.inline[textOf(state['name'])];
    }),
  import: (_, id) => ({ id }),
};

function putPolicy(aws: Aws, planned: Attributes): Attributes {
  const [role, name] = [textOf(planned['role']), textOf(planned['name'])];
  return changeRole(aws, 'PutRolePolicy', role, (found) => {
    found.inline[name] = textOf(planned['policy']);
    return { id: `${role}:${name}`, name_prefix: '' };
  });
}

/** `aws_iam_role_policy_attachment`. */
export const policyAttachment: ResourceType<Aws> = {
  replacedBy: ['role', 'policy_arn'],
  validate: ({ policy_arn: arn }) => {
    if (!isArn(textOf(arn))) throw new Error(`"policy_arn" (${textOf(arn)}) is an invalid ARN`);
  },
  create: (aws, planned) => {
    const [role, arn] = [textOf(planned['role']), textOf(planned['policy_arn'])];
    changeRole(aws, 'AttachRolePolicy', role, (found) => {
      found.attached = [...new Set([...found.attached, arn])];
    });
    return { id: `${role}-20260101000000000000000001` };
  },
  update: () => {
    throw new Error(refusal('AttachRolePolicy', 400, 'ValidationError', 'every argument makes a new attachment'));
  },
  read: (aws, state) => {
    const attached = accountOf(aws).roles[textOf(state['role'])]?.attached ?? [];
    return attached.includes(textOf(state['policy_arn'])) ? state : undefined;
  },
  destroy: (aws, state) =>
    ifRole(aws, textOf(state['role']), (role) => {
      role.attached = role.attached.filter((arn) => arn !== state['policy_arn']);
    }),
  import: (_, id) => {
    const [, role = '', arn = ''] = /^([^/]+)\/(arn:.+)$/.exec(id) ?? [];
    if (role === '') throw new Error(`unexpected format of ID (${id}), expected <role-name>/<policy_arn>`);
    return { id: `${role}-${arn}`, role, policy_arn: arn };
  },
};

function ifRole(aws: Aws, name: string, action: Parameters<typeof changeRole>[3]): void {
  if (accountOf(aws).roles[name]) changeRole(aws, 'GetRole', name, action);
}
