import { type Issuer, issuerOf } from '../../oidc/issuer';
import type { PolicyCondition } from '../../simulator/policy';
import type { ForeignCondition } from './conditions';
import { failsWithoutKey, isStrict } from './operator';
import type { Place } from './place';
import type { Portion } from './portions';
import { type NamedIssuer, accountOf, hostOf, hostOfKey, issuersNamed, issuersOf } from './principal';
import type { ForeignDocument } from './read';
import type { ForeignStatement } from './statement';

/** A condition as far as it is about a token of one issuer. */
export interface TrustCondition extends ForeignCondition {
  /** The claim that its key is about; absent for a key of AWS's own, and for one that is malformed. */
  readonly claim?: string;
  /** Whether it compares text, and a token without the claim, or with another value of it, fails. */
  readonly strict: boolean;
  /** Whether a token without the claim fails, whatever the condition compares. */
  readonly needsClaim: boolean;
}

/** One statement that lets tokens of one issuer in. */
export interface Trust {
  readonly issuer: Issuer;
  /** As in the ARN of the provider; absent where the principal is none. */
  readonly partition?: string;
  /** Whether the principal is this issuer's OIDC provider, not all there are. */
  readonly named: boolean;
  /** The principal, where it is only known where the policy is deployed: what it stands for is taken from the condition keys. */
  readonly unresolved?: string;
  /** The hosts of all issuers that the statement names. */
  readonly hosts: readonly string[];
  readonly conditions: readonly TrustCondition[];
  readonly hasVariables: boolean;
  /** The statements that deny tokens of this issuer something. */
  readonly denies: readonly ForeignStatement[];
  readonly place: Place;
}

/** A statement that is meant to let jobs in, and lets in nobody. */
export interface DeadStatement {
  readonly place: Place;
  readonly why: string;
}

/** A trust policy, as far as it trusts GitHub. */
export interface ForeignPolicy {
  readonly role?: string;
  readonly trusts: readonly Trust[];
  readonly dead: readonly DeadStatement[];
  /** What the trusts let in, value by value. */
  readonly portions: readonly Portion[];
  /** Whether some token satisfies conditions of a trust, whatever else is required. */
  readonly isSatisfiable: (trust: Trust, conditions: readonly PolicyCondition[]) => boolean;
}

/** Keys that no web identity can satisfy, or that IAM compares for other ways of assuming a role only. */
const NOT_WEB_IDENTITY = /^(aws:(principal(?!isaws)|username|userid|source(account|arn|org))|sts:externalid|saml:)/i;

/** What a document trusts of GitHub's. */
export function trustsOf({ account, statements }: ForeignDocument): readonly Trust[] {
  const own = account ?? accountNamed(statements);
  const about = statements.filter(({ webIdentity }) => webIdentity).map((statement) => ofAccount(statement, own));
  const denies = about.filter(({ effect }) => effect === 'Deny');
  const trusts = about.filter(({ effect }) => effect === 'Allow').flatMap((statement) => trustsIn(statement, denies));
  return trusts.filter((trust) => !trust.denies.some(({ conditions }) => conditions.length === 0));
}

/** The account of a role by the OIDC provider of GitHub's that its policy lets in first: there is no other where IAM looks for it. */
export function accountNamed(statements: readonly ForeignStatement[]): string | undefined {
  const allowed = statements.filter(({ effect, notPrincipal }) => effect === 'Allow' && !notPrincipal);
  return allowed
    .flatMap(({ principals, conditions }) => principals.filter((each) => issuersOf(each, conditions).length > 0))
    .map(accountOf)
    .find((account) => account !== undefined);
}

/** The statement without the providers of other accounts: a role trusts those of its own. */
function ofAccount(statement: ForeignStatement, own: string | undefined): ForeignStatement {
  const principals = statement.principals.filter((each) => (accountOf(each) ?? own) === own || own === undefined);
  return { ...statement, principals };
}

/** The claim of an issuer that a condition key names. */
export function claimOf(key: string, { host }: Issuer): string | undefined {
  const lower = key.toLowerCase();
  const prefix = `${host.toLowerCase()}:`;
  return lower.startsWith(prefix) ? lower.slice(prefix.length) : undefined;
}

function trustsIn(statement: ForeignStatement, denies: readonly ForeignStatement[]): readonly Trust[] {
  const { principals, notPrincipal, conditions, place, hasVariables } = statement;
  const hosts = principals.flatMap((principal) => hostOf(principal) ?? []);
  const named = principals.flatMap((principal) => issuersOf(principal, conditions));
  const open = notPrincipal || principals.some(({ type, identifier }) => identifier === '*' && type !== 'Service');
  const trusted = open ? anyIssuer(conditions).filter(({ issuer }) => covers(statement, issuer)) : named;
  return trusted.map(({ issuer, partition, unresolved }) => ({
    issuer,
    partition,
    named: !open,
    unresolved,
    hosts: unresolved === undefined ? hosts : [...hosts, issuer.host],
    place,
    hasVariables,
    denies: denies.filter((deny) => covers(deny, issuer)),
    conditions: conditions.map((condition) => ({
      ...condition,
      claim: claimOf(condition.key, issuer),
      strict: isStrict(condition.operator),
      needsClaim: needsKey(condition),
    })),
  }));
}

/**
 * The issuers of GitHub's that conditions leave, where the principal leaves all. A condition on a key of one issuer shuts out the
 * others only if it fails without the key: else github.com's is left, too.
 */
function anyIssuer(conditions: readonly ForeignCondition[]): readonly NamedIssuer[] {
  const strict = conditions.filter(needsKey);
  if (strict.some(({ key }) => NOT_WEB_IDENTITY.test(key))) return [];
  const required = issuersNamed(strict);
  if (required.length > 0) return required.map((issuer) => ({ issuer }));
  if (strict.some(({ key }) => /^[^:]*[./]/.test(hostOfKey(key)) && !/^(aws|sts):/i.test(key))) return [];
  const github = issuerOf('github.com');
  const others = issuersNamed(conditions).filter(({ host }) => host !== github.host);
  return [...others, github].map((issuer) => ({ issuer }));
}

/** Whether a request without the key fails. `Null` requires the key where its value is `false`. */
function needsKey({ operator, values }: ForeignCondition): boolean {
  if (operator.text.toLowerCase() !== 'null') return failsWithoutKey(operator);
  return values.length > 0 && values.every(({ raw }) => raw.toLowerCase() === 'false');
}

/** Whether a statement is about the tokens of an issuer. */
function covers({ principals, notPrincipal, conditions }: ForeignStatement, issuer: Issuer): boolean {
  const named = principals.some(
    (principal) =>
      principal.identifier === '*' ||
      hostOf(principal)?.toLowerCase() === issuer.host.toLowerCase() ||
      issuersOf(principal, conditions).some(({ issuer: { host } }) => host === issuer.host),
  );
  return named !== notPrincipal;
}
