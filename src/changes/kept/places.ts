import type { Access } from '../../access-plan/resolve';
import { address } from '../../access-plan/names';
import type { Bindings } from '../../bindings/bindings';
import { type Location, child, isWritten, keyOf, location } from '../../diagnostics/source';

/** A binding that a role's address stands for, and where it is written. */
export interface PlacedBinding {
  readonly name: string;
  readonly at: Location;
}

/** Where findings about changes point: at what remains of what changed, so that a waiver has a line to stand on. */
export interface Places {
  /** The key `version`, for what nothing remains of. */
  readonly root: Location;
  /** The owner of the repositories. */
  readonly owner: Location;
  /** The key of an account, by the name of its stack. */
  account(stack: string): Location;
  accountName(stack: string): string;
  /** The binding whose role has this name in addresses. */
  binding(addressName: string): PlacedBinding | undefined;
  /** A repository's key, by its name with owner, in whatever case. */
  repository(fullName: string): Location;
  /** A declared environment's key, else that of its repository. */
  environment(fullName: string, environment: string): Location;
}

/** The places of an input. */
export function placesIn({ bindings, access }: { readonly bindings: Bindings; readonly access: Access }): Places {
  const root = keyOf(location(bindings.source, ['version']));
  const gitHub = location(bindings.source, ['github']);
  const owner = child(gitHub, 'owner');
  const accounts = new Map(access.accounts.map(({ stack, name }) => [stack, name]));
  const named = new Map<string, PlacedBinding>();
  for (const [name, { at }] of bindings.bindings) named.set(address(name), { name, at: keyOf(at) });
  for (const { binding } of access.roles)
    named.set(address(binding.name), { name: binding.name, at: keyOf(binding.at) });

  const accountName = (stack: string) => accounts.get(stack) ?? stack;
  const repository = (fullName: string) => repositoryAt(fullName, bindings) ?? root;
  return {
    root,
    owner: isWritten(owner) ? owner : isWritten(gitHub) ? keyOf(gitHub) : root,
    accountName,
    account: (stack) => {
      const at = location(bindings.source, ['accounts', accountName(stack)]);
      return isWritten(at) ? keyOf(at) : root;
    },
    binding: (addressName) => named.get(addressName),
    repository,
    environment: (fullName, environment) => {
      const list = child({ ...repository(fullName), on: 'value' }, 'environments');
      const names = access.repositories
        .filter((each) => each.fullName.toLowerCase() === fullName.toLowerCase())
        .flatMap(({ settings }) => [...(settings.environments?.keys() ?? [])]);
      const name = names.find((each) => each.toLowerCase() === environment.toLowerCase());
      const at = child(list, name ?? environment);
      return isWritten(at) ? keyOf(at) : repository(fullName);
    },
  };
}

function repositoryAt(fullName: string, { repositories, github }: Bindings): Location | undefined {
  const wanted = fullName.toLowerCase();
  const found = [...repositories].find(([name]) => {
    const whole = name.includes('/') ? name : `${github.owner ?? ''}/${name}`;
    return whole.toLowerCase() === wanted;
  });
  return found && keyOf(found[1].at);
}
