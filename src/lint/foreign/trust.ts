import { type Issuer, issuerFromHost, issuerOf } from '../../oidc/issuer';
import type { ForeignCondition } from './conditions';
import { failsWithoutKey, isStrict, requiredByDeny } from './operator';
import type { Place } from './place';
import type { ForeignDocument } from './read';
import type { ForeignPrincipal, ForeignStatement } from './statement';

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
  /** The hosts of all issuers that the statement names. */
  readonly hosts: readonly string[];
  /** Those of the statement, and what `Deny` statements require beside them. */
  readonly conditions: readonly TrustCondition[];
  readonly place: Place;
}

/** A trust policy, as far as it trusts GitHub. */
export interface ForeignPolicy {
  readonly role?: string;
  readonly trusts: readonly Trust[];
}

const PROVIDER = /^arn:([^:]*):iam::[^:]*:oidc-provider\/(.+)$/;
/** Keys that no web identity can satisfy, or that IAM compares for other ways of assuming a role only. */
const NOT_WEB_IDENTITY = /^(aws:(principal(?!isaws)|username|userid|source(account|arn|org))|sts:externalid|saml:)/i;

/** What a document trusts of GitHub's. */
export function trustOf({ role, statements }: ForeignDocument): ForeignPolicy {
  const about = statements.filter(({ webIdentity }) => webIdentity);
  const denies = about.filter(({ effect }) => effect === 'Deny');
  const allows = about.filter(({ effect }) => effect === 'Allow');
  const trusts = allows.flatMap((statement) => trustsOf(statement).map((trust) => narrowed(trust, denies)));
  return { role, trusts: trusts.filter(({ issuer }) => !denies.some((deny) => deniesAll(deny, issuer))) };
}

/** The claim of an issuer that a condition key names. */
export function claimOf(key: string, { host }: Issuer): string | undefined {
  const lower = key.toLowerCase();
  const prefix = `${host.toLowerCase()}:`;
  return lower.startsWith(prefix) ? lower.slice(prefix.length) : undefined;
}

/** The issuer's host that a federated principal names, however it is written. */
function hostOf({ type, identifier }: ForeignPrincipal): string | undefined {
  if (type !== 'Federated' && type !== '*') return undefined;
  return PROVIDER.exec(identifier)?.[2] ?? identifier.replace(/^https:\/\//, '');
}

function trustsOf(statement: ForeignStatement): readonly Trust[] {
  const { principals, notPrincipal, conditions, place } = statement;
  const hosts = principals.flatMap((principal) => hostOf(principal) ?? []);
  const named = principals.flatMap((principal) => {
    const issuer = issuerFromHost(hostOf(principal) ?? '');
    return issuer ? [{ issuer, partition: PROVIDER.exec(principal.identifier)?.[1] }] : [];
  });
  const open = notPrincipal || principals.some(({ type, identifier }) => identifier === '*' && type !== 'Service');
  const trusted = open ? anyIssuer(conditions).filter(({ issuer }) => covers(statement, issuer)) : named;
  return trusted.map(({ issuer, partition }) => ({
    issuer,
    partition,
    named: !open,
    hosts,
    place,
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
function anyIssuer(conditions: readonly ForeignCondition[]): readonly { issuer: Issuer; partition?: string }[] {
  const strict = conditions.filter(needsKey);
  if (strict.some(({ key }) => NOT_WEB_IDENTITY.test(key))) return [];
  const required = issuersNamed(strict);
  if (required.length > 0) return required;
  if (strict.some(({ key }) => /[./]/.test(hostOfKey(key)))) return [];
  const github = issuerOf('github.com');
  return [...issuersNamed(conditions).filter(({ issuer }) => issuer.host !== github.host), { issuer: github }];
}

/** The issuers of GitHub's that condition keys name, each once. */
function issuersNamed(conditions: readonly ForeignCondition[]): readonly { issuer: Issuer }[] {
  const issuers = conditions.flatMap(({ key }) => issuerFromHost(hostOfKey(key)) ?? []);
  return [...new Map(issuers.map((issuer) => [issuer.host, { issuer }])).values()];
}

/** Whether a request without the key fails. `Null` requires the key where its value is `false`. */
function needsKey({ operator, values }: ForeignCondition): boolean {
  if (operator.text.toLowerCase() !== 'null') return failsWithoutKey(operator);
  return values.length > 0 && values.every(({ raw }) => raw.toLowerCase() === 'false');
}

/** What stands before the claim in a condition key. */
function hostOfKey(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf(':')));
}

/** Whether a statement is about the tokens of an issuer. */
function covers({ principals, notPrincipal }: ForeignStatement, issuer: Issuer): boolean {
  const named = principals.some(
    (principal) => principal.identifier === '*' || hostOf(principal)?.toLowerCase() === issuer.host.toLowerCase(),
  );
  return named !== notPrincipal;
}

/** A `Deny` of whatever is not named requires what is named, if it asks nothing else. */
function narrowed(trust: Trust, denies: readonly ForeignStatement[]): Trust {
  const required = denies.flatMap((deny) => {
    const [condition, ...others] = deny.conditions;
    const operator = condition && requiredByDeny(condition.operator);
    const claim = condition && claimOf(condition.key, trust.issuer);
    if (!condition || !operator || claim === undefined || others.length > 0 || !covers(deny, trust.issuer)) return [];
    return [{ ...condition, operator, claim, strict: true, needsClaim: true }];
  });
  return { ...trust, conditions: [...trust.conditions, ...required] };
}

function deniesAll(deny: ForeignStatement, issuer: Issuer): boolean {
  return deny.conditions.length === 0 && covers(deny, issuer);
}
