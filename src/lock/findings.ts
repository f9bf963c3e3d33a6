import type { UsedRepository } from '../access-plan/used';
import type { Lock } from '../bindings/lock';
import { type Diagnostic, type Severity, compareText } from '../diagnostics/diagnostic';
import type { RuleId } from '../diagnostics/catalogue';
import { type Location, child, keyOf, location } from '../diagnostics/source';
import type { Learnt, LearntRepository } from './learn';
import { mayBeHeld } from './memory';
import { renamed } from './renamed';
import type { Reused } from './match';
import type { Wanted } from './wanted';

/** What there is to say of GitHub's answers, whether or not anything is written. */
export function findings(
  learnt: Learnt,
  lock: Lock,
  used: readonly UsedRepository[],
  owner: string | undefined,
): readonly Diagnostic[] {
  const places = new Map(used.map(({ fullName, places: at }) => [fullName, at]));
  const placesOf = (fullName: string) => places.get(fullName) ?? [];
  const entryOf = (fullName: string) => keyOf(child(location(lock.source), 'repositories', fullName));
  const whereUsed = ({ fullName }: Wanted) => placesOf(fullName)[0] ?? entryOf(fullName);
  return [
    ...learnt.missing.map((wanted) => notFound(wanted, whereUsed(wanted))),
    ...learnt.refused.map(([wanted, reason]) =>
      diagnostic(
        'repository-not-found',
        wanted.isUsed ? 'error' : 'warning',
        whereUsed(wanted),
        `GitHub says nothing of \`${wanted.fullName}\`: ${reason}`,
      ),
    ),
    ...learnt.reused.map((each) => nameReused(each, whereUsed(each.wanted))),
    ...renamed(learnt.repositories, placesOf, owner),
    ...refused(learnt.repositories, entryOf),
  ];
}

function diagnostic(
  rule: RuleId,
  severity: Severity,
  at: Location,
  message: string,
  others: readonly Location[] = [],
): Diagnostic {
  return { rule, severity, message, at, related: others.map((other) => ({ message: 'and here', at: other })) };
}

function notFound({ fullName, locked, isUsed }: Wanted, at: Location): Diagnostic {
  const kept = locked ? 'its entry stays as it is: ' : '';
  const message = `GitHub has no repository \`${fullName}\`, or the token may not see it`;
  const forget = locked && mayBeHeld(locked) ? `\`lock --forget ${fullName}\`` : '`--prune`';
  const wayOut = isUsed ? 'check the name, and what the token has access to' : `${forget} removes what nothing uses`;
  return diagnostic('repository-not-found', isUsed ? 'error' : 'warning', at, `${message}\n${kept}${wayOut}`);
}

function nameReused({ wanted, locked, identity }: Reused, at: Location): Diagnostic {
  const lockedName = `${locked.owner}/${locked.name}`;
  const asked = wanted.fullName === identity.fullName ? '' : ` (asked for as \`${wanted.fullName}\`)`;
  const isFormer = locked.formerNames.includes(identity.fullName);
  const ids = `{ owner_id: '${identity.ownerId}', repository_id: '${identity.id}' }`;
  const wayOut = isFormer
    ? `write it into the lock file by hand, \`${identity.fullName}: ${ids}\`, and lock again`
    : `remove the entry \`${lockedName}\` from the lock file, and lock again`;
  return diagnostic(
    'name-reused',
    'error',
    at,
    [
      `\`${identity.fullName}\`${asked} is repository ${identity.id}, and the lock file trusts ${locked.ids?.repository ?? 'another'} as \`${lockedName}\``,
      `whoever took the name would get the roles of the one before, so the ${isFormer ? 'lock file' : 'entry'} stays as it is`,
      `if it is the one you mean, ${wayOut}`,
    ].join('\n'),
  );
}

/**
 * Those of one reason together: without a token it is the same for every repository. Only administrators may read the default
 * permissions of workflows, which no trust depends on: that is no warning.
 */
function refused(
  repositories: readonly LearntRepository[],
  entryOf: (fullName: string) => Location,
): readonly Diagnostic[] {
  const groups = new Map<
    string,
    { readonly facts: string; readonly reason: string; readonly names: readonly string[] }
  >();
  for (const { fullName, refused: all } of repositories)
    for (const { facts, reason } of all) {
      const list = facts.map((fact) => `\`${fact}\``).join(' and ');
      const key = JSON.stringify([list, reason]);
      groups.set(key, { facts: list, reason, names: [...(groups.get(key)?.names ?? []), fullName] });
    }
  return [...groups.values()].map(({ facts, reason, names }) => {
    const isNeeded = facts !== '`default_workflow_permissions`';
    const [first = '', ...more] = names.toSorted(compareText);
    const whom = more.length === 0 ? `\`${first}\`` : `\`${first}\` and ${more.length} more`;
    return diagnostic(
      'fact-refused',
      isNeeded ? 'warning' : 'info',
      entryOf(first),
      `GitHub does not say ${facts} of ${whom}: ${reason}\nwhat the lock file says of it stays; docs/lock.md has what the token needs`,
    );
  });
}
