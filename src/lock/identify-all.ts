import type { GitHub } from './github';
import { type Identity, identify } from './identity';
import { inParallel } from './pool';
import type { Wanted } from './wanted';

/** Who the repositories are, as far as GitHub has answered: when a run ends early, what the lists hold is sound. */
export interface Identification {
  readonly found: readonly (readonly [Wanted, Identity])[];
  /** Those that GitHub does not have, or does not show to this token. */
  readonly missing: readonly Wanted[];
  /** Those of which it says nothing at all, and why. */
  readonly refused: readonly (readonly [Wanted, reason: string])[];
  /** Asks for all, under the names that are wanted, and then under those that their owners have by now. */
  run(onAnswer: () => void): Promise<void>;
}

/** Asks who repositories are, at most `limit` at a time. */
export function identification(github: GitHub, wanted: readonly Wanted[], limit: number): Identification {
  const found: (readonly [Wanted, Identity])[] = [];
  const missing: Wanted[] = [];
  const refused: (readonly [Wanted, string])[] = [];
  return {
    found,
    missing,
    refused,
    async run(onAnswer) {
      await inParallel(wanted, limit, async (each) => {
        const identity = await identify(github, each.fullName);
        if (identity === 'missing') missing.push(each);
        else if ('refused' in identity) refused.push([each, identity.refused]);
        else found.push([each, identity]);
        onAnswer();
      });
      await inParallel(strandedBehind(found, wanted), limit, async ([each, name]) => {
        const identity = await identify(github, name);
        if (identity === 'missing' || 'refused' in identity || identity.id !== each.locked?.ids?.repository) return;
        found.push([each, identity]);
        remove(missing, (other) => other === each);
        remove(refused, ([other]) => other === each);
      });
    },
  };
}

/** Where an owner has another name, not every old name leads to the repository: those that do not, with what they may be called. */
function strandedBehind(
  found: readonly (readonly [Wanted, Identity])[],
  wanted: readonly Wanted[],
): readonly (readonly [Wanted, name: string])[] {
  const owners = new Map(found.map(([, { ownerId, fullName }]) => [ownerId, fullName.split('/', 1)[0]]));
  const ids = new Set(found.map(([, { id }]) => id));
  return wanted.flatMap((each) => {
    const { ids: lockedIds, owner, name } = each.locked ?? {};
    const present = lockedIds && owners.get(lockedIds.owner);
    if (present === undefined || present === owner || ids.has(lockedIds?.repository ?? '')) return [];
    return [[each, `${present}/${name}`] as const];
  });
}

function remove<T>(list: T[], isGone: (item: T) => boolean): void {
  const at = list.findIndex(isGone);
  if (at >= 0) list.splice(at, 1);
}
