import type { Account, Bindings } from '../../bindings/bindings';
import { type TemplateScope, expandTemplate } from '../../bindings/template';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf, location } from '../../diagnostics/source';
import { type AccountId, iamArn, oidcProviderArn } from '../../iam/arn';
import { type Partition, partitionOf, stsAudience } from '../../iam/partition';
import { type Issuer, hostKind, issuerOf } from '../../oidc/issuer';
import { sortedSet } from '../../iam/policy-document';
import type { CredentialsPlan, Entry, OidcProviderMode, OidcProviderPlan, RolePlan } from '../access-plan';
import { address } from '../names';
import { tagEntries } from './tags';

/** An account with what follows from its settings. */
export interface AccountContext extends AccountId {
  readonly name: string;
  /** Name of its stack. */
  readonly stack: string;
  readonly region: string;
  readonly partition: Partition;
  readonly at: Location;
  readonly settings: Account;
  readonly values: ReadonlyMap<string, string>;
  readonly scope: TemplateScope;
}

/** What templates mean wherever an account is known. */
function accountScope({ name, id, region, partition, values }: Omit<AccountContext, 'scope'>): TemplateScope {
  return new Map([
    ['account.name', name],
    ['account.id', id],
    ['account.region', region],
    ['account.partition', partition],
    ...[...values].map(([key, value]) => [`account.values.${key}`, value] as const),
  ]);
}

/** The accounts that can be worked with, in the order of their names. */
export function resolveAccounts(bindings: Bindings, problems: Problems): readonly AccountContext[] {
  const byId = new Map<string, Location>();
  const byStack = new Map<string, Location>();
  const contexts = [...bindings.accounts].flatMap(([name, { value: settings, at }]): readonly AccountContext[] => {
    const first = byId.get(settings.id);
    if (first)
      problems.error('duplicate-key', child(at, 'id'), `two accounts have the id ${settings.id}`, {
        message: 'the other one',
        at: child(first, 'id'),
      });
    byId.set(settings.id, at);
    const stack = settings.stack ?? name;
    const taken = byStack.get(stack);
    if (taken)
      problems.error(
        'duplicate-key',
        settings.stack === undefined ? keyOf(at) : child(at, 'stack'),
        `two accounts have the stack \`${stack}\``,
        { message: 'the other one', at: keyOf(taken) },
      );
    byStack.set(stack, at);
    const partition = partitionFor(settings, at, problems);
    if (!partition) return [];
    const basic = {
      name,
      stack,
      id: settings.id,
      region: settings.region ?? '',
      partition,
      at,
      settings,
      values: new Map<string, string>(),
    };
    const values = expandValues(settings, accountScope(basic), at, problems);
    return [{ ...basic, values, scope: accountScope({ ...basic, values }) }];
  });
  return contexts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function partitionFor({ region }: Account, at: Location, problems: Problems): Partition | undefined {
  if (region === undefined) {
    problems.error('missing-key', keyOf(at), 'the key `region` is missing, here and in `defaults.account`');
    return undefined;
  }
  const partition = partitionOf(region);
  if (!partition) problems.error('invalid-value', child(at, 'region'), `\`${region}\` is not an AWS region`);
  return partition;
}

function expandValues(
  { values = new Map() }: Account,
  scope: TemplateScope,
  at: Location,
  problems: Problems,
): ReadonlyMap<string, string> {
  return new Map(
    [...values].flatMap(([key, value]) => {
      const text = expandTemplate(value, scope, child(at, 'values', key), problems);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

/** The issuers whose tokens are trusted: one, or two while an enterprise switches to its own. */
export function issuersOf({ github, source }: Bindings, problems: Problems): readonly Issuer[] {
  const host = github.host ?? 'github.com';
  const own = github.enterprise_issuer;
  if (own === undefined) return [issuerOf(host)];
  if (hostKind(host) === 'ghes') {
    const at = keyOf(location(source, ['github', 'enterprise_issuer']));
    problems.error(
      'invalid-value',
      at,
      'a GitHub Enterprise Server has one issuer only: `enterprise_issuer` goes with github.com and GHE.com',
    );
    return [issuerOf(host)];
  }
  if (typeof own === 'string') return [issuerOf(host, own)];
  return own.keep_bare ? [issuerOf(host), issuerOf(host, own.slug)] : [issuerOf(host, own.slug)];
}

/** The OIDC providers of an account, one for each issuer. */
export function oidcProviders(
  account: AccountContext,
  issuers: readonly Issuer[],
  roles: readonly RolePlan[],
  problems: Problems,
): readonly OidcProviderPlan[] {
  const { settings, partition, at } = account;
  const own = stsAudience(partition);
  const audiences = [...new Set([...(own === undefined ? [] : [own]), ...(settings.audiences ?? [])])].sort();
  if (audiences.length === 0) {
    problems.error(
      'missing-key',
      keyOf(at),
      `AWS has not said which audience STS has in ${partition}: name it in \`audiences\`, and in the trust entries`,
    );
  }
  return issuers.map((issuer) => ({
    address: providerAddress(issuer),
    mode: providerMode(settings),
    audiencesInUse: audiencesOf(roles, issuer),
    url: `https://${issuer.host}`,
    arn: oidcProviderArn(account, issuer.host),
    audiences,
    thumbprints: settings.thumbprints?.map((thumbprint) => thumbprint.toLowerCase()),
  }));
}

function providerMode({ oidc_provider: kind = 'create', audiences, thumbprints, tags }: Account): OidcProviderMode {
  if (kind !== 'import') return { kind };
  const owned = [
    ...(audiences ? (['client_id_list'] as const) : []),
    ...(thumbprints ? (['thumbprint_list'] as const) : []),
    ...(tags ? (['tags'] as const) : []),
  ];
  return { kind, owned };
}

function audiencesOf(roles: readonly RolePlan[], { host }: Issuer): readonly string[] {
  const conditions = roles.flatMap(({ trust }) => trust.flatMap((statement) => statement.conditions));
  return sortedSet(conditions.filter(({ key }) => key === `${host}:aud`).flatMap(({ values }) => values));
}

/** Another issuer has another address, so that a switch never replaces a provider that is in use. */
function providerAddress({ kind, slug, host }: Issuer): string {
  if (slug !== undefined) return address('github', slug);
  return kind === 'github.com'
    ? 'github'
    : address('github', host.replace(/^token\.actions\.|\/_services\/token$/g, ''));
}

/** How Terraform logs in to an account. */
export function credentialsOf(
  { settings, at, scope }: AccountContext,
  problems: Problems,
): CredentialsPlan | undefined {
  const { profile, assume_role: role } = settings.credentials ?? {};
  const expand = (text: string | undefined, ...path: readonly string[]) =>
    text === undefined ? undefined : expandTemplate(text, scope, child(at, 'credentials', ...path), problems);
  if (profile !== undefined) return { profile: expand(profile, 'profile') ?? '' };
  if (!role) return undefined;
  return {
    roleArn: expand(role.role_arn, 'assume_role', 'role_arn') ?? '',
    externalId: expand(role.external_id, 'assume_role', 'external_id'),
    sessionName: expand(role.session_name, 'assume_role', 'session_name'),
  };
}

/** Tags of all that the account's stack makes. */
export function accountTags({ settings, at, scope }: AccountContext, problems: Problems): readonly Entry[] {
  return tagEntries(settings.tags, scope, child(at, 'tags'), problems);
}

/** The boundary's ARN from a policy's name in the account, or an ARN. */
export function boundaryArn(account: AccountContext, text: string | undefined): string | undefined {
  return text === undefined || text.startsWith('arn:') ? text : iamArn(account, `policy/${text.replace(/^\//, '')}`);
}
