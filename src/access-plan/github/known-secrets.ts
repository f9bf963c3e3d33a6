import type { Placed, RepositorySettings } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import type { ResolvedRole } from '../roles/roles';
import type { Repository } from './repositories';

/** What secrets of a repository hold that are set by hand: ARNs of roles, by the secrets' names in capitals. */
export type KnownSecrets = ReadonlyMap<string, string>;

/** What the secrets of each repository hold, by `owner/name`; reports what is said of roles that there are not. */
export function knownSecrets(
  declared: readonly Placed<RepositorySettings>[],
  repositories: readonly Repository[],
  roles: readonly ResolvedRole[],
  problems: Problems,
): ReadonlyMap<string, KnownSecrets> {
  for (const { value, at } of declared) secretsOf(value, at, roles, problems);
  return new Map(
    repositories.map(({ fullName, settings, at }) => [fullName, secretsOf(settings, at, roles, undefined)] as const),
  );
}

function secretsOf(
  { known_secrets: secrets = new Map<string, string>() }: RepositorySettings,
  at: Location,
  roles: readonly ResolvedRole[],
  problems: Problems | undefined,
): KnownSecrets {
  return new Map(
    [...secrets].flatMap(([name, role]) => {
      const arn = role.startsWith('arn:') ? role : roleArn(role, child(at, 'known_secrets', name), roles, problems);
      return arn === undefined ? [] : [[name.toUpperCase(), arn] as const];
    }),
  );
}

/** The ARN of the role that `binding` or `binding/account` names. */
function roleArn(
  named: string,
  at: Location,
  roles: readonly ResolvedRole[],
  problems: Problems | undefined,
): string | undefined {
  const [binding = '', account] = named.split('/');
  const ofBinding = roles.filter(({ plan }) => plan.binding === binding);
  const found = ofBinding.filter((role) => account === undefined || role.account.name === account);
  const accounts = ofBinding.map((role) => role.account.name);
  if (ofBinding.length === 0)
    problems?.error(
      'unknown-binding',
      at,
      `there is no binding \`${binding}\`${didYouMean(
        binding,
        roles.map(({ plan }) => plan.binding),
      )}`,
    );
  else if (found.length === 0)
    problems?.error(
      'unknown-binding',
      at,
      `\`${binding}\` is not in the account \`${account ?? ''}\`${didYouMean(account ?? '', accounts)}`,
    );
  else if (found.length > 1)
    problems?.error(
      'unknown-binding',
      at,
      `\`${binding}\` is in several accounts, and a secret holds one role\nname the account: ${accounts.map((each) => `\`${binding}/${each}\``).join(', ')}`,
    );
  return found.length === 1 ? found[0]?.plan.arn : undefined;
}
