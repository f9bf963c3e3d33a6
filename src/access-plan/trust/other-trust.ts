import type { PolicyFiles } from '../../bindings/policy-file';
import { trustPolicyFile } from '../../bindings/schema/policy-file';
import { type TemplateScope, expandTemplate } from '../../bindings/template';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, location } from '../../diagnostics/source';
import { EMPTY_STATEMENT, type Principal, type Statement } from '../../iam/policy-document';
import type { Issuer } from '../../oidc/issuer';
import { checkSids, policyActions, policyConditions } from '../roles/policy-text';
import { checkPrincipals } from './principals';

/** What trust of other principals is read with. */
interface Inputs {
  readonly issuers: readonly Issuer[];
  readonly files: PolicyFiles;
  readonly problems: Problems;
}

/** Trust statements for principals that are none of GitHub's, kept as their file has them. */
export function otherTrust(
  path: string | undefined,
  at: Location,
  scope: TemplateScope,
  { issuers, files, problems }: Inputs,
): readonly Statement[] {
  const policy = path === undefined ? undefined : files.read(path, trustPolicyFile, at);
  if (!policy) return [];
  const place = { scope, problems };
  const placed = policy.value.Statement.map((entry, i) => {
    const statementAt = child(location(policy.source), 'Statement', i);
    const principals = [...entry.Principal].map(([type, identifiers]): Principal => {
      const list = child(statementAt, 'Principal', type);
      return {
        type,
        identifiers: identifiers.flatMap((text, j) => expandTemplate(text, scope, child(list, j), problems) ?? []),
      };
    });
    checkPrincipals(principals, entry.Effect, issuers, child(statementAt, 'Principal'), problems);
    const actions = policyActions(entry.Action, child(statementAt, 'Action'), place);
    checkStsActions(actions, child(statementAt, 'Action'), problems);
    const statement: Statement = {
      ...EMPTY_STATEMENT,
      sid: entry.Sid,
      effect: entry.Effect,
      actions,
      notActions: policyActions(entry.NotAction, child(statementAt, 'NotAction'), place),
      principals,
      conditions: policyConditions(entry.Condition, child(statementAt, 'Condition'), place),
    };
    return { statement, at: statementAt };
  });
  checkSids(placed, 'Terraform refuses such a policy in every plan', problems);
  return placed.map(({ statement }) => statement);
}

/** IAM takes no other actions in a trust policy: "AssumeRole policy may only specify STS AssumeRole actions". */
function checkStsActions(actions: readonly string[], at: Location, problems: Problems): void {
  actions.forEach((action, i) => {
    if (/^(sts:|\*$)/i.test(action)) return;
    problems.error(
      'policy-file',
      child(at, i),
      `\`${action}\` has no place in a trust policy: IAM takes actions of STS only, as \`sts:AssumeRole\``,
    );
  });
}
