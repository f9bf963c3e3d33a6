import type { Bindings } from '../../bindings/bindings';
import type { Lock } from '../../bindings/lock';
import type { Problems } from '../../diagnostics/diagnostic';
import type { Location } from '../../diagnostics/source';
import { hostKind } from '../../oidc/issuer';
import type { RepositoryIndex } from '../github/repositories';

/** Looks up owners' ids in the lock; an owner of whom it knows no repository is reported. */
export function ownerIds(
  bindings: Bindings,
  lock: Lock,
  index: RepositoryIndex,
  problems: Problems,
): (owner: string, at: Location) => string | undefined {
  const known = new Map([...lock.repositories.values()].map((locked) => [locked.owner.toLowerCase(), locked]));
  return (owner, at) => {
    const locked = known.get(index.ownerNamed(owner, at).toLowerCase());
    const isOptional = hostKind(bindings.github.host ?? 'github.com') === 'ghes';
    if (!locked && !isOptional)
      problems.error(
        'unlocked-repository',
        at,
        `the lock file knows no repository of \`${owner}\`, and so not its id\nwrite one of its repositories under \`repositories\`, and run \`npx oidc-bindings lock\``,
      );
    return locked?.ids?.owner;
  };
}
