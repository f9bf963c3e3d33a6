import { policyGrants } from './capabilities';
import {
  type AllowedPart,
  type Grant,
  type Permissions,
  allowedParts,
  covers,
  coversEverything,
  isDenied,
} from './grants';
import { isHeld } from './held';
import { managedPolicyContent } from './managed-policies';
import type { Statement } from './policy-document';
import { type Self, strangeArn } from './self';

/** What makes an administrator of a role. */
export interface AdministratorGrant extends Grant {
  readonly of: 'everything' | 'iam';
}

/**
 * What lets a role do everything, or everything in IAM, from where it gets the rest. Nothing where a boundary holds it; that
 * `AdministratorAccess` and `IAMFullAccess` do not, as a boundary either.
 */
export function administratorGrants(permissions: Permissions, self: Self): readonly AdministratorGrant[] {
  const { statements, boundary, managedPolicies } = permissions;
  if (boundary !== undefined && managedPolicyContent(boundary)?.administrator === undefined) return [];
  const inline = allowedParts(statements).flatMap((part): readonly AdministratorGrant[] => {
    const { statement, grant } = part;
    const isWhole = part.wide || /^iam:\*+$/i.test(part.written ?? '');
    if (!isWhole || isHeld(statement, statements) || !gainsAll(part, statements, self)) return [];
    if (part.wide && coversEverything(statement)) return [{ ...grant, of: 'everything' }];
    return covers(statement, strangeArn(self, 'role')) ? [{ ...grant, of: 'iam' }] : [];
  });
  const policies = isEveryGainDenied(statements, self)
    ? []
    : policyGrants(permissions, ({ administrator }) => administrator !== undefined);
  return [
    ...inline,
    ...policies.map((grant): AdministratorGrant => {
      const arn = grant.source.kind === 'policy' ? managedPolicies[grant.source.policy] : undefined;
      return { ...grant, of: managedPolicyContent(arn ?? '')?.administrator ?? 'iam' };
    }),
  ];
}

type Reaches = (action: string, arn: string) => boolean;

/** Ways from everything in IAM to everything: a Deny of some of its actions leaves the others. */
function gains(reaches: Reaches, self: Self): boolean {
  const [role, user] = [strangeArn(self, 'role'), strangeArn(self, 'user')];
  const gives = (arn: string) => reaches('iam:PutRolePolicy', arn) || reaches('iam:AttachRolePolicy', arn);
  const becomes = reaches('iam:CreateRole', role) || reaches('sts:AssumeRole', role) || reaches('iam:PassRole', role);
  const logsIn = ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'];
  return (
    gives(self.arn) ||
    (gives(role) && becomes) ||
    reaches('iam:UpdateAssumeRolePolicy', role) ||
    logsIn.some((action) => reaches(action, user))
  );
}

function gainsAll(part: AllowedPart, statements: readonly Statement[], self: Self): boolean {
  return gains((action, arn) => part.includes(action) && !isDenied(statements, action, arn), self);
}

function isEveryGainDenied(statements: readonly Statement[], self: Self): boolean {
  return !gains((action, arn) => !isDenied(statements, action, arn), self);
}
