import { type Issuer, issuerFromHost, issuerOf } from '../oidc/issuer';
import type { PolicyStatement, TrustPolicy } from '../simulator/policy';
import { policyValue } from '../simulator/policy-value';
import { type Box, EVERYTHING, joined, overlaps, without } from './box';
import { conditionSet } from './condition-set';
import { type Calculus, inShape } from './calculus';
import { type Shape, shapesOf } from './shape';
import { templatesIn } from './templates';

/** The tokens of one shape that a policy lets in. */
export interface ShapeSet {
  readonly shape: Shape;
  readonly boxes: readonly Box[];
}

/** What policies are compared over: every shape of token that any of them can tell from others. */
export function shapesFor(policies: readonly TrustPolicy[]): readonly Shape[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const subjects = statements.flatMap(({ conditions }) =>
    conditions.filter(({ key }) => key.toLowerCase().endsWith(':sub')).flatMap(({ values }) => values),
  );
  const templates = templatesIn(subjects);
  return issuersIn(statements).flatMap((issuer) => shapesOf(issuer, templates));
}

/** The issuers of GitHub's that statements name, in principals or condition keys; with a wildcard for a principal github.com's too. */
function issuersIn(statements: readonly PolicyStatement[]): readonly Issuer[] {
  const named = statements.flatMap(({ principals, conditions }) => [
    ...principals.members.flatMap(({ identifier }) => issuerFromHost(providerHost(identifier) ?? '') ?? []),
    ...conditions.flatMap(({ key }) => issuerFromHost(key.slice(0, Math.max(0, key.lastIndexOf(':')))) ?? []),
  ]);
  const isOpen = statements.some(
    ({ principals: { negated, members } }) => negated || members.some(({ identifier }) => identifier === '*'),
  );
  const all = isOpen ? [...named, issuerOf('github.com')] : named;
  return [...new Map(all.map((issuer) => [issuer.host, issuer])).values()];
}

/** The issuer of an OIDC provider's ARN, or nothing if it is no such ARN. */
export function providerHost(arn: string): string | undefined {
  return /^arn:[^:]+:iam::[^:]*:oidc-provider\/(.+)$/.exec(arn)?.[1];
}

/** The tokens of a shape that a policy lets in: what some `Allow` lets in and no `Deny` shuts out. */
export function admittedOf(policy: TrustPolicy, shape: Shape, calculus: Calculus): readonly Box[] {
  const own = inShape(calculus, shape.domainOf);
  const account = accountOf(policy, shape);
  const of = (effect: 'Allow' | 'Deny') =>
    policy.statements
      .filter((statement) => statement.effect === effect && isAbout(statement, shape, account))
      .flatMap((statement) => statementSet(statement, policy.hasVariables, shape, own));
  const allowed = joined(of('Allow'), own);
  return allowed.length === 0 ? [] : without(allowed, of('Deny'), own);
}

/** The tokens that satisfy every condition of a statement, in the calculus of the shape. */
export function statementSet(
  { conditions }: Pick<PolicyStatement, 'conditions'>,
  hasVariables: boolean,
  shape: Shape,
  own: Calculus,
): readonly Box[] {
  return conditions.reduce<readonly Box[]>(
    (left, condition) =>
      left.length === 0 ? left : overlaps(left, conditionSet({ condition, hasVariables }, shape, own), own),
    [EVERYTHING],
  );
}

/** The account of the role, by the first provider of the issuer that is let in: a role trusts those of its own account only. */
function accountOf({ statements }: TrustPolicy, { issuer }: Shape): string | undefined {
  return statements
    .filter(({ effect, principals }) => effect === 'Allow' && !principals.negated)
    .flatMap(({ principals }) => principals.members)
    .filter(({ type, identifier }) => type === 'Federated' && providerHost(identifier) === issuer.host)
    .map(({ identifier }) => providerAccount(identifier))
    .find((account) => account !== undefined);
}

function providerAccount(arn: string): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}):/.exec(arn)?.[1];
}

/**
 * Whether a statement is about logging in with a token of the shape's issuer, to a role of an account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function isAbout({ principals, actions }: PolicyStatement, { issuer }: Shape, account: string | undefined): boolean {
  const isIssuer = principals.members.some(({ type, identifier }) =>
    identifier === '*'
      ? type === '*' || type === 'AWS' || type === 'Federated'
      : type === 'Federated' &&
        providerHost(identifier) === issuer.host &&
        (providerAccount(identifier) ?? account) === account,
  );
  const isLogin = actions.members.some(isWebIdentity);
  return isIssuer !== principals.negated && isLogin !== actions.negated;
}

function isWebIdentity(action: string): boolean {
  const sources = policyValue(action.toLowerCase(), false).map(({ kind, text }) =>
    kind === 'literal' ? text.replace(/[^a-z0-9]/g, '\\$&') : text === '*' ? '.*' : '.',
  );
  return new RegExp(`^${sources.join('')}$`, 's').test('sts:assumerolewithwebidentity');
}
