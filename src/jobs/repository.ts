import type { Access } from '../access-plan/resolve';
import type { Lock } from '../bindings/lock';
import { DEFAULT_TEMPLATE } from '../oidc/claims';

/** A repository, as far as the tokens of its jobs tell of it. */
export interface TokenRepository {
  readonly owner: string;
  readonly name: string;
  /** Absent on GitHub Enterprise Server. */
  readonly ids?: { readonly owner: string; readonly repository: string };
  /** The forms of the subject that GitHub may send: the lock's, and both where the file is prepared for a change. */
  readonly forms: readonly ('legacy' | 'immutable')[];
  /** The subject templates that may be in effect: the file's, and the lock's until the file's is applied. */
  readonly templates: readonly (readonly string[])[];
  readonly visibility?: string;
  readonly defaultBranch?: string;
  /** Whether the lock knows it: if not, what is said of it here are assumptions. */
  readonly isLocked: boolean;
}

/** An id that no repository and no owner has. */
const NO_ID = '0';

/** A repository by its full name in any letter case: as the lock knows it, else one that nothing is known of. */
export function tokenRepository(fullName: string, { repositories, issuers }: Access, lock: Lock): TokenRepository {
  const same = (owner: string, name: string) => `${owner}/${name}`.toLowerCase() === fullName.toLowerCase();
  const locked = [...lock.repositories.values()].find(({ owner, name }) => same(owner, name));
  const used = repositories.find(({ owner, name }) => same(owner, name));
  const [givenOwner = '', givenName = ''] = fullName.split('/');
  const { owner, name } = locked ?? used ?? { owner: givenOwner, name: givenName };
  const hasIds = issuers[0]?.kind !== 'ghes';
  const form = used?.settings.subject_format === 'both' ? undefined : locked?.subjectFormat;
  const declared = used?.settings.subject_template;
  const wanted = declared === 'default' ? DEFAULT_TEMPLATE : declared;
  const present = locked?.template ?? (wanted ? undefined : DEFAULT_TEMPLATE);
  const templates = [wanted, present].filter((template) => template !== undefined);
  return {
    owner,
    name,
    ids: hasIds ? (locked?.ids ?? { owner: ownerId(owner, lock) ?? NO_ID, repository: NO_ID }) : undefined,
    forms: !hasIds ? ['legacy'] : form ? [form] : ['legacy', 'immutable'],
    templates: [...new Map(templates.map((template) => [template.join(), template])).values()],
    visibility: locked?.visibility,
    defaultBranch: locked?.defaultBranch,
    isLocked: locked !== undefined,
  };
}

function ownerId(owner: string, lock: Lock): string | undefined {
  return [...lock.repositories.values()].find((locked) => locked.owner.toLowerCase() === owner.toLowerCase())?.ids
    ?.owner;
}
