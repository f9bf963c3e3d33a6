import { providerHost } from '../../analysis/admitted';
import { issuerFromHost } from '../../oidc/issuer';
import type { PolicyPrincipal, PolicyStatement, TrustPolicy } from '../../simulator/policy';

/** What a trust policy says about others than jobs of GitHub's, as sorted texts: each statement with the principals that are left. */
export function otherTrust({ hasVariables, statements }: TrustPolicy): readonly string[] {
  return [...new Set(statements.flatMap((statement) => othersIn(statement, hasVariables)))].sort();
}

function othersIn({ effect, principals, actions, conditions }: PolicyStatement, hasVariables: boolean): string[] {
  const members = principals.negated ? principals.members : principals.members.filter((each) => !isGitHub(each));
  if (members.length === 0) return [];
  const set = (items: readonly string[]) => [...new Set(items)].sort();
  const asked = conditions.map(({ operator, key, values }) => [operator.text, key, ...set(values)].join(' '));
  const said = {
    Effect: effect,
    [principals.negated ? 'NotPrincipal' : 'Principal']: set(
      members.map(({ type, identifier }) => `${type} ${identifier}`),
    ),
    [actions.negated ? 'NotAction' : 'Action']: set(actions.members),
    ...(asked.length > 0 && { Condition: set(asked) }),
    ...(asked.some((text) => text.includes('${')) && !hasVariables && { Version: '2008-10-17' }),
  };
  return [JSON.stringify(said)];
}

function isGitHub({ type, identifier }: PolicyPrincipal): boolean {
  return type === 'Federated' && issuerFromHost(providerHost(identifier) ?? '') !== undefined;
}

/** Whether what was added or removed may let somebody in, or shut somebody out; what it is for is not decided. */
export function effectOf(before: readonly string[], after: readonly string[]) {
  const [added, removed] = [
    after.filter((each) => !before.includes(each)),
    before.filter((each) => !after.includes(each)),
  ];
  const has = (texts: readonly string[], effect: string) =>
    texts.some((text) => text.startsWith(`{"Effect":"${effect}"`));
  return {
    added,
    removed,
    gains: has(added, 'Allow') || has(removed, 'Deny'),
    loses: has(removed, 'Allow') || has(added, 'Deny'),
  };
}
