import type { ImmediateResourceType } from '../plugin/provider';
import { type Attributes, textOf } from '../plugin/value';
import { type Aws, accountOf, during, refusal } from './connection';
import { refuseInline, refuseMissing } from './iam';
import { requirePolicy, sameMeaning, unlessSame, versionFirst } from './policy-json';
import { changeRole } from './role';
import { isArn, requireArn, requireLength, requireName } from './validators';

/** `aws_iam_role_policy`: an inline policy. Putting one replaces what has its name, and nobody is told. */
export const rolePolicy: ImmediateResourceType<Aws> = {
  replacedBy: ['name', 'name_prefix', 'role'],
  equivalent: { policy: sameMeaning },
  derive: (_, { policy = null }) => ({ policy: typeof policy === 'string' ? versionFirst(policy) : policy }),
  validate: ({ policy, name, role }) => {
    requirePolicy('policy', policy);
    requireName('name', name, 128);
    requireLength('role', role, 1, 128);
    if (isArn(textOf(role))) throw new Error(`"role" must be the role's name not its ARN`);
  },
  slow: true,
  create: putPolicy,
  update: putPolicy,
  read: (aws, state) => {
    const [role, name] = rolePolicyId(textOf(state['id']));
    const document = accountOf(aws).roles[role]?.inline[name];
    if (document === undefined) return undefined;
    return {
      ...state,
      role,
      name,
      name_prefix: '',
      policy: versionFirst(unlessSame(textOf(state['policy']), document)),
    };
  },
  destroy: (aws, state) => {
    ifRole(aws, textOf(state['role']), (role) => {
      delete role.inline[textOf(state['name'])];
    });
  },
  import: (_, id) => {
    const [role, name] = rolePolicyId(id);
    return { id, role, name };
  },
};

function putPolicy(aws: Aws, planned: Attributes): Attributes {
  const [role, name, policy] = [textOf(planned['role']), textOf(planned['name']), textOf(planned['policy'])];
  return during(`putting IAM Role (${role}) Policy (${name})`, () =>
    changeRole(aws, 'PutRolePolicy', role, (found) => {
      refuseInline(role, found, name, policy);
      found.inline[name] = policy;
      return { id: `${role}:${name}`, name_prefix: '' };
    }),
  );
}

function rolePolicyId(id: string): readonly [string, string] {
  const colon = id.indexOf(':');
  if (colon < 0) throw new Error('role_policy id must be of the form <role name>:<policy name>');
  return [id.slice(0, colon), id.slice(colon + 1)];
}

/** `aws_iam_role_policy_attachment`. */
export const policyAttachment: ImmediateResourceType<Aws> = {
  replacedBy: ['role', 'policy_arn'],
  slow: true,
  validate: ({ policy_arn: arn }) => {
    requireArn('policy_arn', arn);
  },
  create: (aws, planned) => {
    const [role, arn] = [textOf(planned['role']), textOf(planned['policy_arn'])];
    attach(aws, role, arn);
    return { id: `${role}/${arn}` };
  },
  update: () => {
    throw new Error(refusal('AttachRolePolicy', 400, 'ValidationError', 'every argument makes a new attachment'));
  },
  read: (aws, state) => {
    const attached = accountOf(aws).roles[textOf(state['role'])]?.attached ?? [];
    return attached.includes(textOf(state['policy_arn'])) ? state : undefined;
  },
  destroy: (aws, state) => {
    detach(aws, textOf(state['role']), textOf(state['policy_arn']));
  },
  import: (_, id) => {
    const [, role, arn] = /^([^/]+)\/(.+)$/s.exec(id) ?? [];
    if (role === undefined || arn === undefined)
      throw new Error(`unexpected format for Import ID ("${id}"), expected <role-name>/<policy_arn>`);
    return { id, role, policy_arn: arn };
  },
};

/** Attaches a managed policy, which has to exist. */
export function attach(aws: Aws, role: string, arn: string): void {
  during(`attaching IAM Policy (${arn}) to IAM Role (${role})`, () => {
    changeRole(aws, 'AttachRolePolicy', role, (found, account) => {
      refuseMissing(aws, account, arn);
      found.attached = [...new Set([...found.attached, arn])];
    });
  });
}

/** Detaches a managed policy, if it is there. */
export function detach(aws: Aws, role: string, arn: string): void {
  ifRole(aws, role, (found) => {
    found.attached = found.attached.filter((each) => each !== arn);
  });
}

function ifRole(aws: Aws, name: string, action: Parameters<typeof changeRole>[3]): void {
  if (accountOf(aws).roles[name]) changeRole(aws, 'GetRole', name, action);
}
