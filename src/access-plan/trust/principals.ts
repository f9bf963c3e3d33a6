import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child } from '../../diagnostics/source';
import type { Principal } from '../../iam/policy-document';
import type { Issuer } from '../../oidc/issuer';

/**
 * Reports principals of `other_trust` that would open a way in that no trust entry names, and those that IAM refuses. An issuer of
 * ours is found in whatever letter case, account and partition it is written.
 */
export function checkPrincipals(
  principals: readonly Principal[],
  effect: string,
  issuers: readonly Issuer[],
  at: Location,
  problems: Problems,
): void {
  const hosts = issuers.map(({ host }) => (host.split('/', 1)[0] as string).toLowerCase());
  for (const { type, identifiers } of principals) {
    identifiers.forEach((identifier, i) => {
      const isOurs = hosts.some((host) => identifier.toLowerCase().includes(host));
      const problem = isOurs
        ? `\`${identifier}\` is GitHub's OIDC provider: whom it may vouch for is written in \`trust\``
        : (wildcardProblem(identifier, effect) ?? (type === 'AWS' ? awsProblem(identifier) : undefined));
      if (problem !== undefined) problems.error('policy-file', child(at, type, i), problem);
      if (identifier.includes('&{'))
        problems.error('reserved-text', child(at, type, i), '`&{` would be turned into `${` by the AWS provider');
    });
  }
}

/**
 * A `*` stands for everybody, and is no pattern within a principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function wildcardProblem(identifier: string, effect: string): string | undefined {
  if (/^\*+$/.test(identifier))
    return effect === 'Allow' ? `\`${identifier}\` would let everybody assume the role` : undefined;
  return /[*?]/.test(identifier)
    ? `IAM would refuse \`${identifier}\`: a principal is written in full, without wildcards`
    : undefined;
}

/** An account, an ARN of IAM or STS, or the unique id that IAM leaves of a principal that was deleted. */
const AWS_PRINCIPAL =
  /^(\d{12}|arn:[a-z-]+:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+)|A[A-Z0-9]{15,})$/;

function awsProblem(identifier: string): string | undefined {
  return identifier === '*' || AWS_PRINCIPAL.test(identifier)
    ? undefined
    : `IAM would refuse \`${identifier}\`: an \`AWS\` principal is an account id, or an ARN as \`arn:aws:iam::111111111111:role/NAME\``;
}
