import type { PolicyFiles } from '../../bindings/policy-file';
import { trustPolicyFile } from '../../bindings/schema/policy-file';
import { type TemplateScope, expandTemplate } from '../../bindings/template';
import { type Problems, reportAs } from '../../diagnostics/diagnostic';
import { type Location, child, location } from '../../diagnostics/source';
import { EMPTY_STATEMENT, type Principal, type Statement, sortConditions } from '../../iam/policy-document';
import type { Issuer } from '../../oidc/issuer';

/** What trust of other principals is read with. */
interface Inputs {
  readonly issuers: readonly Issuer[];
  readonly files: PolicyFiles;
  readonly problems: Problems;
}

/**
 * Trust statements for principals that are none of GitHub's, kept as their file has them. One for our issuer would open a way
 * in that no trust entry names, and a bare `*` one for everybody.
 */
export function otherTrust(
  path: string | undefined,
  at: Location,
  scope: TemplateScope,
  { issuers, files, problems }: Inputs,
): readonly Statement[] {
  const policy = path === undefined ? undefined : files.read(path, trustPolicyFile, at);
  if (!policy) return [];
  const asPolicyFile = reportAs('policy-file', problems);
  return policy.value.Statement.map((entry, i) => {
    const statementAt = child(location(policy.source), 'Statement', i);
    const expand = (values: readonly string[], ...steps: readonly string[]) =>
      values.flatMap(
        (value, j) => expandTemplate(value, scope, child(statementAt, ...steps, j), problems, { policy: true }) ?? [],
      );
    const principals = [...entry.Principal].map(([type, identifiers]) => ({
      type,
      identifiers: expand(identifiers, 'Principal', type),
    }));
    checkPrincipals(principals, entry.Effect, issuers, child(statementAt, 'Principal'), asPolicyFile);
    return {
      ...EMPTY_STATEMENT,
      sid: entry.Sid,
      effect: entry.Effect,
      actions: entry.Action ?? [],
      notActions: entry.NotAction ?? [],
      principals,
      conditions: sortConditions(
        [...(entry.Condition ?? [])].flatMap(([operator, keys]) =>
          [...keys].map(([key, values]) => ({ operator, key, values: expand(values, 'Condition', operator, key) })),
        ),
      ),
    };
  });
}

function checkPrincipals(
  principals: readonly Principal[],
  effect: string,
  issuers: readonly Issuer[],
  at: Location,
  problems: Problems,
): void {
  for (const { type, identifiers } of principals) {
    identifiers.forEach((identifier, i) => {
      const isOurs = issuers.some(({ host }) => identifier.includes(host.split('/', 1)[0] as string));
      const place = child(at, type, i);
      if (isOurs)
        problems.error(
          'policy-file',
          place,
          `\`${identifier}\` is GitHub's OIDC provider: whom it may vouch for is written in \`trust\``,
        );
      else if (identifier === '*' && effect === 'Allow')
        problems.error('policy-file', place, '`*` would let everybody assume the role');
    });
  }
}
