import { allowedParts, covers, isDenied, resourcePatterns } from './grants';
import { requiresHarmlessPolicy } from './harmless-policy';
import type { Statement } from './policy-document';

const BOUNDARY = 'iam:PermissionsBoundary';
const DELETING = ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'];
const REPLACING = ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'];

/**
 * Whether a statement only allows to make and change roles and users that are held by a certain boundary, and so nothing to those
 * that have another or none; and nothing allows to lift it from them. To delete a boundary is allowed by requiring it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function isHeld(statement: Statement, statements: readonly Statement[]): boolean {
  return requiresHarmlessPolicy(statement, BOUNDARY, statements) && !isLifted(statement, statements);
}

function isLifted(held: Statement, statements: readonly Statement[]): boolean {
  return allowedParts(statements).some(({ statement, includes }) => {
    const lifting = requiresHarmlessPolicy(statement, BOUNDARY, statements) ? DELETING : [...DELETING, ...REPLACING];
    return lifting.some(
      (action) =>
        includes(action) &&
        resourcePatterns(held).some((arn) => covers(statement, arn) && !isDenied(statements, action, arn)),
    );
  });
}
