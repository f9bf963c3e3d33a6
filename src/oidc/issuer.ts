import { type StsClaim, STS_CLAIMS } from './claims';

/** Who signs the tokens: github.com, an enterprise on GHE.com, or a GitHub Enterprise Server. */
export type IssuerKind = 'github.com' | 'ghe.com' | 'ghes';

/** A token issuer as AWS knows it. */
export interface Issuer {
  readonly kind: IssuerKind;
  /** The enterprise's slug, where it has an issuer of its own. */
  readonly slug?: string;
  /** `iss` without its scheme: the tail of the OIDC provider's ARN and the prefix of every condition key. */
  readonly host: string;
  /**
   * The claims beyond `aud` and `sub` that AWS STS evaluates for this issuer.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
   */
  readonly claims: readonly StsClaim[];
}

/**
 * The issuer of a GitHub host, the enterprise's own if a slug is given. STS knows the extra claims on github.com with and
 * without slug and on GHE.com without one; on GitHub Enterprise Server it knows none.
 */
export function issuerOf(host: string, slug?: string): Issuer {
  const kind = hostKind(host);
  const base = {
    'github.com': 'token.actions.githubusercontent.com',
    'ghe.com': `token.actions.${host}`,
    ghes: `${host}/_services/token`,
  };
  const known = kind === 'github.com' || (kind === 'ghe.com' && slug === undefined);
  return {
    kind,
    slug,
    host: slug === undefined ? base[kind] : `${base[kind]}/${slug}`,
    claims: known ? STS_CLAIMS : [],
  };
}

/**
 * The issuer of GitHub's that a text of the form {@link Issuer.host} names, or nothing if it is none: an issuer of others, or
 * one that only looks similar.
 */
export function issuerFromHost(host: string): Issuer | undefined {
  const github = /^token\.actions\.githubusercontent\.com(?:\/([^/]+))?$/i.exec(host);
  if (github) return issuerOf('github.com', github[1]);
  const tenant = /^token\.actions\.([a-z0-9-]+\.ghe\.com)(?:\/([^/]+))?$/i.exec(host);
  if (tenant) return issuerOf((tenant[1] as string).toLowerCase(), tenant[2]);
  const server = /^([a-z0-9.-]+)\/_services\/token$/i.exec(host)?.[1];
  return server !== undefined && hostKind(server) === 'ghes' ? issuerOf(server.toLowerCase()) : undefined;
}

/** The host on which the owners and repositories of an issuer have their pages. */
export function webHost({ kind, host }: Issuer): string {
  if (kind === 'github.com') return kind;
  const own = host.split('/', 1)[0] as string;
  return kind === 'ghes' ? own : own.replace('token.actions.', '');
}

/** What kind of GitHub a host name belongs to. */
export function hostKind(host: string): IssuerKind {
  if (host === 'github.com') return 'github.com';
  return host.endsWith('.ghe.com') ? 'ghe.com' : 'ghes';
}

/** The `base_url` that the GitHub Terraform provider needs, or nothing for github.com. */
export function apiBaseUrl(host: string): string | undefined {
  const urls = { 'github.com': undefined, 'ghe.com': `https://api.${host}/`, ghes: `https://${host}/` };
  return urls[hostKind(host)];
}

/**
 * Where a GitHub host answers REST requests.
 * https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
export function restApiUrl(host: string): string {
  const urls = {
    'github.com': 'https://api.github.com',
    'ghe.com': `https://api.${host}`,
    ghes: `https://${host}/api/v3`,
  };
  return urls[hostKind(host)];
}

/** The `gh api` of GitHub's command line for a host, as the beginning of a command to be copied. */
export function ghApi(host = 'github.com'): string {
  return host === 'github.com' ? 'gh api' : `gh api --hostname ${host}`;
}
