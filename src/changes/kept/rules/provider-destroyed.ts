import { type Issuer, issuerOf } from '../../../oidc/issuer';
import type { ChangeRule, Present, StackPair } from '../context';
import type { ManagedObject } from '../stack';
import { unescaped } from '../stack';
import { isAdopted } from '../words';

/**
 * An account has one OIDC provider for each issuer, and every role that trusts GitHub relies on it, those of other tools too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export const providerDestroyed: ChangeRule = {
  id: 'provider-destroyed',
  check({ pairs, places, present, earlier }, report) {
    const retired = new Set(present.access.plan.accounts.filter((plan) => plan.retired).map(({ stack }) => stack));
    for (const pair of pairs) {
      const { before: stack, after } = pair;
      for (const { before, fate } of pair.fates) {
        if (before.type !== 'aws_iam_openid_connect_provider') continue;
        if (fate.kind !== 'destroyed' && fate.kind !== 'replaced') continue;
        const adopted = isAdopted(before, stack.imported);
        if (!adopted && (retired.has(after.name) || isBareBesideOther(before, pair))) continue;
        const url = unescaped(before.body.url);
        report(places.account(after.name), [
          `the OIDC provider of ${url} in \`${places.accountName(after.name)}\` would be destroyed${adopted ? ', although it was there before this program' : ''}`,
          'every role of the account that trusts it can no longer be assumed, also roles that this file does not know',
          ...waysOut(url, present, earlier.label),
        ]);
      }
    }
  },
};

/** What `existing` lets go of: the present issuers' providers, and those that an enterprise's own issuer takes the place of. */
function waysOut(url: string, { access, bindings }: Present, label: string): readonly string[] {
  const urlOf = ({ host }: Issuer) => `https://${host}`;
  const present = access.issuers.map(urlOf);
  const known = [...present, urlOf(issuerOf('github.com')), urlOf(issuerOf(bindings.github.host ?? 'github.com'))];
  const isBare = present.some((each) => each.startsWith(`${url}/`));
  return [
    ...(isBare
      ? [
          'to switch to the issuer of an enterprise: keep both for the time of the switch with `enterprise_issuer: { slug: …, keep_bare: true }`',
        ]
      : []),
    known.includes(url)
      ? 'to leave it to others: `oidc_provider: existing` lets it go'
      : `to leave it to others: before the switch, apply \`oidc_provider: existing\` with the issuer as it is in ${label}, which lets it go`,
  ];
}

/** `keep_bare` is dropped: the issuer's own provider goes, and that of the enterprise below it stays. */
function isBareBesideOther({ address, body }: ManagedObject, { fates }: StackPair): boolean {
  const url = unescaped(body.url);
  return fates.some(
    ({ before, fate }) =>
      before.address !== address &&
      before.type === 'aws_iam_openid_connect_provider' &&
      fate.kind === 'kept' &&
      unescaped(before.body.url).startsWith(`${url}/`),
  );
}
