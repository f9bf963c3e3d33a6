import { type AllowedPart, type GrantSource, covers, isDenied } from './grants';
import { requiresHarmlessPolicy } from './harmless-policy';
import type { Statement } from './policy-document';
import { type Self, strangeArn } from './self';
import { matchesWildcards } from './wildcards';

/** What lets a role make another that may do anything. */
export interface NewAdministrator {
  readonly source: GrantSource;
  /** Index of the resource by which the roles are made; nothing where it is by excluding others. */
  readonly resource?: number;
  /** The actions as they are written. */
  readonly by: readonly string[];
}

/**
 * A role that may make roles whose names it chooses, and give them policies, may make one that trusts it and may do anything.
 * Reported where the roles are made.
 */
export function newAdministrators(
  statements: readonly Statement[],
  parts: readonly AllowedPart[],
  self: Self,
): readonly NewAdministrator[] {
  const reaching = (role: string, actions: readonly string[]) =>
    parts.filter(
      (part) => covers(part.statement, role) && actions.some((action) => allows(statements, part, action, role)),
    );
  return statements.flatMap((statement) => {
    for (const role of strangeRoles(statements, self)) {
      const making = reaching(role, ['iam:CreateRole']).filter((part) => part.statement === statement);
      const giving = reaching(role, GIVING);
      const [first] = making;
      if (!first || giving.length === 0) continue;
      const resource = statement.resources.findIndex((written) => matchesWildcards(written, role));
      const by = [...new Set([...making, ...giving])].map(({ grant }) => grant.text);
      return [{ source: first.grant.source, resource: resource < 0 ? undefined : resource, by }];
    }
    return [];
  });
}

/** What gives a role permissions. */
const GIVING = ['iam:AttachRolePolicy', 'iam:PutRolePolicy'];

function allows(statements: readonly Statement[], part: AllowedPart, action: string, role: string): boolean {
  if (!part.includes(action) || isDenied(statements, action, role)) return false;
  return action !== 'iam:AttachRolePolicy' || !requiresHarmlessPolicy(part.statement, 'iam:PolicyARN');
}

/** A role of a name nobody has thought of, for each pattern over roles that allows something. */
function strangeRoles(statements: readonly Statement[], self: Self): readonly string[] {
  const anyRole = strangeArn(self, 'role');
  const ofPatterns = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ resources }) => resources.map((written) => /:role\/(.*[*?].*)$/.exec(written)?.[1]))
    .flatMap((name) => (name === undefined ? [] : [name.replace(/\*+/g, '0any-name0').replaceAll('?', '0')]));
  return [anyRole, ...new Set(ofPatterns.map((name) => anyRole.replace(/[^/]*$/, () => name)))];
}
