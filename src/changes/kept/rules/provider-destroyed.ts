import type { ChangeRule, StackPair } from '../context';
import type { ManagedObject } from '../stack';
import { unescaped } from '../stack';
import { isAdopted } from '../words';

/**
 * An account has one OIDC provider for each issuer, and every role that trusts GitHub relies on it, those of other tools too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export const providerDestroyed: ChangeRule = {
  id: 'provider-destroyed',
  check({ pairs, places, present }, report) {
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
          'to switch to the issuer of an enterprise: keep both for the time of the switch with `enterprise_issuer: { slug: …, keep_bare: true }`',
          'to leave it to others: `oidc_provider: existing` lets it go',
        ]);
      }
    }
  },
};

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
