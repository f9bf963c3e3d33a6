import type { PolicyCondition, PolicyStatement, TrustPolicy } from './policy';
import { policyValue } from './policy-value';
import { type Request, lookUp } from './request';
import { providerHost } from './statement';
import { claimValues } from './token';

/** What the policy and the token alone do not tell, each a sentence. */
export function caveatsOf(policy: TrustPolicy, request: Request): readonly string[] {
  const { issuerHost, issuer } = request;
  return [
    ...(issuer
      ? []
      : [`\`${issuerHost}\` is no issuer of GitHub: taken are the claims that STS evaluates for everyone.`]),
    ...clientIds(request),
    ...refusals(policy, request),
    ...partitions(policy, request),
    ...expiry(request),
    'Resource control policies of the organization can deny what the trust policy allows.',
  ];
}

function clientIds(request: Request): readonly string[] {
  const audience = lookUp(request, `${request.issuerHost}:aud`);
  const named = audience.state === 'present' ? ` \`${audience.values.join('`, `')}\`` : '';
  return [
    `The role's account needs the OIDC provider \`${request.issuerHost}\`, and its client ids need the audience${named}: a policy tells neither.`,
  ];
}

/**
 * IAM's own check when a policy is written, which old policies never passed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
function refusals({ statements, hasVariables }: TrustPolicy, { issuerHost, issuer }: Request): readonly string[] {
  if (issuer?.kind !== 'github.com' || issuer.slug !== undefined) return [];
  return statements.flatMap((statement, index) =>
    statement.effect === 'Allow' &&
    namesProvider(statement, issuerHost) &&
    !isGuarded(statement, issuerHost, hasVariables)
      ? [
          `IAM lets nobody write statement ${index + 1} any more, as it leaves \`sub\` and \`job_workflow_ref\` open; a policy that has it keeps working until it is edited.`,
        ]
      : [],
  );
}

function namesProvider({ principals }: PolicyStatement, issuerHost: string): boolean {
  return !principals.negated && principals.members.some(({ identifier }) => providerHost(identifier) === issuerHost);
}

function isGuarded({ conditions }: PolicyStatement, issuerHost: string, hasVariables: boolean): boolean {
  const keys = ['sub', 'job_workflow_ref'].map((claim) => `${issuerHost}:${claim}`.toLowerCase());
  return conditions.some((condition) => keys.includes(condition.key.toLowerCase()) && narrows(condition, hasVariables));
}

function narrows({ operator: { operator, set, ifExists }, values }: PolicyCondition, hasVariables: boolean): boolean {
  if (!['StringEquals', 'StringLike', 'StringEqualsIgnoreCase'].includes(operator.name) || set || ifExists)
    return false;
  return values.some((value) => policyValue(value, hasVariables).some(({ kind }) => kind !== 'wildcard'));
}

function partitions({ statements }: TrustPolicy, { issuerHost, issuer }: Request): readonly string[] {
  const [other] = statements
    .flatMap(({ principals }) => principals.members.map(({ identifier }) => /^arn:([^:]+):iam:/.exec(identifier)?.[1]))
    .filter((partition) => partition !== undefined && partition !== 'aws');
  const uses = statements.some(({ conditions }) =>
    conditions.some(({ key }) =>
      issuer?.claims.some((claim) => key.toLowerCase() === `${issuerHost}:${claim}`.toLowerCase()),
    ),
  );
  return uses && other !== undefined
    ? [`AWS has not said whether STS evaluates claims beyond \`aud\` and \`sub\` in the partition \`${other}\`.`]
    : [];
}

function expiry({ claims }: Request): readonly string[] {
  const seconds = Number(claimValues(claims, 'exp')?.[0]);
  const end = new Date(seconds * 1000);
  return Number.isNaN(end.getTime())
    ? []
    : [`The token expires at ${end.toISOString().replace('.000Z', 'Z')}, which is not judged here.`];
}
