import type { LockedRepository } from '../../../bindings/lock';
import { type Location, child, keyOf } from '../../../diagnostics/source';
import type { ChangeContext, ChangeRule } from '../context';

/**
 * The ids in the lock file decide whom a role trusts. Under a name that stays they change only when a repository is deleted and
 * made anew, or transferred: or when somebody edits the lock file, in order to be trusted.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export const lockIdentityChanged: ChangeRule = {
  id: 'lock-identity-changed',
  check(context, report) {
    const { earlier, present, places } = context;
    const earlierOwners = ownerIds(earlier.words?.lock.repositories.values() ?? []);
    const before = byName(earlier.words?.lock.repositories.values() ?? []);
    for (const now of present.lock.repositories.values()) {
      const fullName = `${now.owner}/${now.name}`;
      const known = before.get(fullName.toLowerCase());
      const related = [{ message: 'as locked now', at: keyOf(now.at) }];
      const changes = isSaid(fullName, context) ? [] : changedIds(known, now, earlierOwners);
      if (changes.length > 0)
        report(
          places.repository(fullName),
          [
            `the lock file gives \`${fullName}\` other ids than in ${earlier.label}: ${changes.join(', ')}`,
            'ids are never given twice: this is another repository of that name, and roles would trust its jobs',
            'ask GitHub with `npx oidc-bindings lock --check`, and find out who made the change',
            'if the repository was transferred or made anew on purpose: say so with `moving_to` or `renamed_from` under `repositories`, or waive this',
          ],
          { related },
        );
      if (known && hasForeignTemplate(known, now, context))
        report(
          places.repository(fullName),
          [
            `the lock file gives \`${fullName}\` another subject template than in ${earlier.label}: ${shown(known)} becomes ${shown(now)}`,
            'what the lock file says of subjects decides whom a role trusts, and this is not what `subject_template` says',
            'ask GitHub with `npx oidc-bindings lock --check`',
          ],
          { severity: 'warning', related: [{ message: 'as locked now', at: templateAt(now) }] },
        );
    }
  },
};

function byName(repositories: Iterable<LockedRepository>): ReadonlyMap<string, LockedRepository> {
  return new Map([...repositories].map((each) => [`${each.owner}/${each.name}`.toLowerCase(), each]));
}

function ownerIds(repositories: Iterable<LockedRepository>): ReadonlyMap<string, string> {
  return new Map([...repositories].flatMap(({ owner, ids }) => (ids ? [[owner.toLowerCase(), ids.owner]] : [])));
}

/** A repository that is new in the lock has to have the id of its owner, if that is known. */
function changedIds(
  known: LockedRepository | undefined,
  { owner, ids }: LockedRepository,
  owners: ReadonlyMap<string, string>,
): readonly string[] {
  const ownerBefore = known?.ids?.owner ?? owners.get(owner.toLowerCase());
  return [
    ...difference('owner_id', ownerBefore, ids?.owner),
    ...difference('repository_id', known?.ids?.repository, ids?.repository),
  ];
}

/** What was not known before may become known. */
function difference(key: string, before: string | undefined, now: string | undefined): readonly string[] {
  return before === undefined || before === now ? [] : [`\`${key}\` ${before} becomes ${now ?? 'nothing'}`];
}

function isSaid(fullName: string, { present }: ChangeContext): boolean {
  const { settings } = present.access.repositories.find((each) => each.fullName === fullName) ?? {};
  return settings?.moving_to !== undefined || settings?.renamed_from !== undefined;
}

function hasForeignTemplate(known: LockedRepository, now: LockedRepository, { present }: ChangeContext): boolean {
  if (known.template === undefined || now.template === undefined || shown(known) === shown(now)) return false;
  const { settings } = present.access.repositories.find(({ locked }) => locked === now) ?? {};
  const declared = settings?.subject_template;
  return shown(now) !== (declared === undefined || declared === 'default' ? 'default' : declared.join(', '));
}

function shown({ template }: LockedRepository): string {
  if (template === undefined) return 'unknown';
  return template.join(', ') === 'repo, context' ? 'default' : template.join(', ');
}

function templateAt({ at }: LockedRepository): Location {
  return child(at, 'subject_claims');
}
