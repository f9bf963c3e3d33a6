import type { Bindings } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { child, keyOf } from '../../diagnostics/source';
import { oidcProviderArn } from '../../iam/arn';
import { stsAudience } from '../../iam/partition';
import { sortedSet } from '../../iam/policy-document';
import { type Issuer, issuerOf } from '../../oidc/issuer';
import type { OidcProviderPlan, RolePlan } from '../access-plan';
import { address } from '../names';
import type { AccountContext } from './accounts';
import { unsetTags } from './tags';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_AUDIENCES = 100;

/** The OIDC providers of an account, one for each issuer. */
export function oidcProviders(
  account: AccountContext,
  issuers: readonly Issuer[],
  roles: readonly RolePlan[],
  problems: Problems,
): readonly OidcProviderPlan[] {
  const { settings } = account;
  const mode = settings.oidc_provider ?? 'create';
  const thumbprints = settings.thumbprints?.map((thumbprint) => thumbprint.toLowerCase());
  const audiences = audiencesOf(account, problems);
  return issuers.map((issuer) => ({
    address: providerAddress(issuer),
    mode,
    audiencesInUse: audiencesInUse(roles, issuer),
    url: `https://${issuer.host}`,
    arn: oidcProviderArn(account, issuer.host),
    audiences,
    thumbprints: thumbprints && [...new Set(thumbprints)],
    unset: [
      ...(settings.audiences ? [] : ['client_id_list']),
      ...(settings.thumbprints ? [] : ['thumbprint_list']),
      ...unsetTags(account, mode === 'import'),
    ],
  }));
}

/**
 * Addresses at which a provider may stand that is not ours to destroy: where it was adopted, or is looked up now. Before a
 * switch of issuers that may have been the host's own address or github.com's.
 */
export function letGoProviders(
  { oidc_provider: mode, retired }: AccountContext['settings'],
  issuers: readonly Issuer[],
  host: NonNullable<Bindings['github']['host']>,
): readonly string[] {
  if (mode !== 'existing' && mode !== 'import') return [];
  const managed = mode === 'import' && !retired ? issuers.map(providerAddress) : [];
  const all = [...issuers, issuerOf(host), issuerOf('github.com')].map(providerAddress);
  return sortedSet(all).filter((each) => !managed.includes(each));
}

function audiencesOf({ settings, partition, at }: AccountContext, problems: Problems): readonly string[] {
  const own = stsAudience(partition);
  const audiences = sortedSet([...(own === undefined ? [] : [own]), ...(settings.audiences ?? [])]);
  if (audiences.length === 0)
    problems.error(
      'missing-key',
      keyOf(at),
      `AWS has not said which audience STS has in ${partition}: name it in \`audiences\`, and in the trust entries`,
    );
  if (audiences.length > MAX_AUDIENCES)
    problems.error(
      'invalid-value',
      child(at, 'audiences'),
      `${audiences.length} audiences, with that of STS: an OIDC provider takes at most ${MAX_AUDIENCES}`,
    );
  return audiences;
}

function audiencesInUse(roles: readonly RolePlan[], { host }: Issuer): readonly string[] {
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
