import { issuerFromHost } from '../../oidc/issuer';
import { accountOf, hostOf, issuersOf } from './principal';
import type { ForeignDocument } from './read';
import type { ForeignPrincipal, ForeignStatement } from './statement';
import { type DeadStatement, accountNamed } from './trust';

/** Statements that are meant for jobs of GitHub's and let in nobody: near misses of the principal or the action. */
export function deadStatements({ account, statements }: ForeignDocument): readonly DeadStatement[] {
  const own = account ?? accountNamed(statements);
  return statements
    .filter(({ effect, notPrincipal }) => effect === 'Allow' && !notPrincipal)
    .flatMap((statement) => [
      ...statement.principals.flatMap((each) => ofPrincipal(each, own)),
      ...ofAction(statement),
    ]);
}

const LIKE_GITHUB = /(^|\.|\/)(githubusercontent|ghe)\.com([/:]|$)|\/_services\/token$/i;

function ofPrincipal(principal: ForeignPrincipal, own: string | undefined): readonly DeadStatement[] {
  const { type, identifier, unresolved, place } = principal;
  if (!['Federated', 'AWS', '*'].includes(type) || unresolved || /\/$/.test(identifier)) return [];
  const host = hostOf(principal) ?? '';
  const isArn = identifier.startsWith('arn:');
  if (!issuerFromHost(host)) {
    if (!LIKE_GITHUB.test(host)) return [];
    const meant = issuerFromHost(
      host
        .replace(/^https?:\/\//, '')
        .replace(/^vstoken\./, 'token.')
        .replace(/\/+$/, ''),
    );
    const better = meant
      ? `write \`oidc-provider/${meant.host}\``
      : "GitHub's is `oidc-provider/token.actions.githubusercontent.com`";
    return [{ place, why: `\`${identifier}\` is no OIDC provider of GitHub's: nobody gets in by it\n${better}` }];
  }
  const account = accountOf(principal);
  if (isArn && account !== undefined && own !== undefined && account !== own)
    return [
      {
        place,
        why: `\`${identifier}\` is a provider of another account than the role's, \`${own}\`: nobody gets in by it\nmake the OIDC provider in the role's own account, and name that`,
      },
    ];
  return [];
}

/** Actions that say only what comes with a login. */
const BESIDE_LOGIN = /^sts:(tagsession|setsourceidentity|setcontext)$/i;

function ofAction({
  principals,
  webIdentity,
  actions,
  conditions,
  actionPlace,
}: ForeignStatement): readonly DeadStatement[] {
  const isForGitHub = principals.some((each) => each.type === 'Federated' && issuersOf(each, conditions).length > 0);
  const wrong = actions.find((action) => !BESIDE_LOGIN.test(action));
  if (!isForGitHub || webIdentity || wrong === undefined) return [];
  return [
    {
      place: actionPlace,
      why: `\`${wrong}\` is not how a job logs in: nobody gets in by this\nwrite \`sts:AssumeRoleWithWebIdentity\``,
    },
  ];
}
