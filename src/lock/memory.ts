import type { LockedRepository } from '../bindings/lock';
import { compareText } from '../diagnostics/diagnostic';
import { type Facts, factsOf, unlessEmpty } from './facts';
import type { Match } from './match';
import type { Refusal } from './refusal';

/**
 * The names that a repository had before, oldest first: under them Terraform may still hold what GitHub's redirects would lead a
 * deletion to. Another letter case of the owner alone is no other name, since no address and no stack has it.
 */
function formerNames(locked: LockedRepository | undefined, asked: readonly string[], fullName: string) {
  const lockedName = locked && `${locked.owner}/${locked.name}`;
  const redirected = asked.filter((name) => name.toLowerCase() !== fullName.toLowerCase());
  const all = [...(locked?.formerNames ?? []), ...(lockedName === undefined ? [] : [lockedName]), ...redirected];
  return unlessEmpty([...new Set(all)].filter((name) => sameAddress(name) !== sameAddress(fullName)));
}

function sameAddress(fullName: string): string {
  const [owner = '', name = ''] = fullName.split('/');
  return `${owner.toLowerCase()}/${name}`;
}

/** The environments that bindings.yaml declared when `lock` ran, now or before: what Terraform may hold. */
export function keptEnvironments(before: readonly string[] = [], declared: readonly string[]) {
  const added = declared.filter((name) => !before.includes(name)).sort(compareText);
  return unlessEmpty([...before, ...added]);
}

/**
 * The facts without the environments that nothing uses. Nobody knows whether Terraform holds one of those that GitHub has, or does
 * not speak of, as lock files once did not say what was declared: their names are kept, so that they are let go of.
 */
export function pruneEnvironments(facts: Facts, { wanted }: Match, refused: readonly Refusal[]): Facts {
  const used = new Set(wanted.flatMap(({ environments }) => environments.map((name) => name.toLowerCase())));
  const unknown = new Set(refused.flatMap((each) => each.facts));
  const all = [...(facts.environments ?? [])];
  const unused = all.filter(([name]) => !used.has(name.toLowerCase()));
  const held = unused.filter(([name, known]) => known !== 'absent' || unknown.has(`environments.${name}`));
  return {
    ...facts,
    environments: new Map(all.filter((each) => !unused.includes(each))),
    kept: keptEnvironments(
      facts.kept,
      held.map(([name]) => name),
    ),
  };
}

/** What the lock says of a repository, but for what cannot hold under another name; nothing of one that is new to it. */
export function factsUnder(fullName: string, locked: LockedRepository | undefined, asked: readonly string[]): Facts {
  const { subject_prefix: prefix, ...facts } = locked ? factsOf(locked) : {};
  const isSame = locked && `${locked.owner}/${locked.name}` === fullName;
  return { ...facts, ...(isSame && { subject_prefix: prefix }), former_names: formerNames(locked, asked, fullName) };
}

/** Whether Terraform may hold something of a repository that nothing uses, so that its entry does not go unasked. */
export function mayBeHeld({ environments, formerNames: names, kept }: LockedRepository): boolean {
  return environments.size + names.length + kept.length > 0;
}

/** Whether an entry that nothing uses has to stay, since Terraform may hold something under it. */
export function isHeld({ environments, former_names: names = [], kept = [] }: Facts): boolean {
  return names.length + kept.length > 0 || [...(environments ?? [])].some(([, known]) => known !== 'absent');
}
