import { didYouMean } from '../../diagnostics/suggest';
import { concat, overlaps, pattern } from '../../oidc/claim-text';
import { NEVER_IN_SUBJECT, TEMPLATE_KEYS, isTemplateKey } from '../../oidc/claims';
import { NUMERIC_ID, OWNER, REPOSITORY } from '../../oidc/github-names';
import { MANY, isWild, literalPrefix, shownMarked, unmarked } from './marked';

/** A claim that a subject holds: `ref` and `refs/heads/main` of `…:ref:refs/heads/main`. Its value has wildcards marked. */
export interface SubjectClaim {
  readonly key: string;
  readonly value: string;
}

/** A subject, or pattern over subjects, taken apart as it is meant to be read. */
export interface Subject {
  readonly claims: readonly SubjectClaim[];
  /** Whether a wildcard stands where the name of a claim would, so that all may follow. */
  readonly open: boolean;
  /** Why GitHub sends nothing of this form, whatever the subject template. */
  readonly fault?: string;
}

/** Owner and repository as a subject names them; ids where it has them. Wildcards are marked. */
export interface NamedRepository {
  readonly owner: string;
  readonly ownerId?: string;
  readonly name: string;
  readonly nameId?: string;
}

/**
 * Reads a value in which wildcards are marked. A subject is a sequence of `KEY:value`, in which `pull_request` stands alone and
 * a `:` of a value is `%3A`; what a wildcard stands for may hold several of them, so that behind one nothing is a fault.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-token-claims
 */
export function readSubject(text: string): Subject {
  const tokens = text.split(':');
  const claims: SubjectClaim[] = [];
  const faulty = (fault: string): Subject => ({ claims, open: false, fault: isWild(behind()) ? undefined : fault });
  let at = 0;
  const behind = () => tokens.slice(0, at).join(':');
  while (at < tokens.length) {
    const key = tokens[at] as string;
    if (isWild(key)) {
      const open = { claims: claims.length === 0 ? claims : [...claims, ...begun(literalPrefix(key))], open: true };
      return isWild(behind()) || canBegin(literalPrefix(key))
        ? open
        : { ...open, fault: notAClaim(literalPrefix(key)) };
    }
    if (key !== 'pull_request' && !isTemplateKey(key)) return faulty(notAClaim(key));
    if (key === 'context')
      return faulty('`context` is a name for templates: what it stands for is in the subject itself');
    const value = key === 'pull_request' ? '' : tokens[at + 1];
    if (value === undefined) return faulty(`\`${key}\` has no value`);
    const fault = valueFault(key, value);
    claims.push({ key, value });
    if (fault !== undefined) return faulty(fault);
    at += key === 'pull_request' ? 1 : 2;
  }
  const [first, second] = claims;
  if (first?.key === 'repo' && !second && !isWild(text))
    return faulty('behind the repository follows which job it is, unless the subject template is `repo` alone');
  return { claims, open: false };
}

/** The claim that a wildcard leaves no doubt of behind the repository: `pull*` is a pull request, `env*` any environment. */
function begun(prefix: string): readonly SubjectClaim[] {
  if (prefix === '') return [];
  const keys = ['pull_request', ...TEMPLATE_KEYS].filter((key) => key.startsWith(prefix));
  const one = ['pull_request', 'environment', 'ref'].find((key) => keys.every((each) => each.startsWith(key)));
  return keys.length === 0 || one === undefined ? [] : [{ key: one, value: one === 'pull_request' ? '' : MANY }];
}

function canBegin(prefix: string): boolean {
  return ['pull_request', 'repo_property_', ...TEMPLATE_KEYS].some(
    (key) => key !== 'context' && (key.startsWith(prefix) || (key.endsWith('_') && prefix.startsWith(key))),
  );
}

function notAClaim(text: string): string {
  const lower = text.toLowerCase();
  if (text !== lower && (lower === 'pull_request' || isTemplateKey(lower)))
    return `GitHub writes \`${lower}\`, not \`${text}\``;
  if (lower.startsWith('refs/')) return 'a ref has `ref:` before it';
  if (/^[\w.-]+\/[\w.-]+$/.test(text)) return 'a repository has `repo:` before it';
  if ((NEVER_IN_SUBJECT as readonly string[]).includes(text)) return `GitHub puts no \`${text}\` into subjects`;
  return `no claim of GitHub's is called \`${shownMarked(text)}\`${didYouMean(text, [...TEMPLATE_KEYS, 'pull_request'])}`;
}

function valueFault(key: string, value: string): string | undefined {
  if (key === 'repo') return repositoryFault(value);
  if (key === 'ref') return refFault(value);
  return undefined;
}

/** Why no token has a value of this form as its ref. A token of a deployment from a commit may have an empty one. */
export function refFault(value: string): string | undefined {
  if (value === '') return undefined;
  const kinds = ['heads', 'tags', 'pull'];
  if (kinds.some((kind) => overlaps(unmarked(value), concat(`refs/${kind}/`, pattern('*'))))) return undefined;
  return `a ref is written in full, as \`refs/heads/${shownMarked(value).replace(/^(refs\/|heads\/)+/, '')}\``;
}

function repositoryFault(value: string): string | undefined {
  const { owner, name } = splitRepository(value);
  if (isWild(owner)) return undefined;
  if (!value.includes('/') && !isWild(value)) return `\`${value}\` is not OWNER/NAME`;
  if (!OWNER.test(owner)) return `\`${owner}\` cannot be the name of an owner at GitHub`;
  return isWild(name) || REPOSITORY.test(name) ? undefined : `\`${name}\` cannot be the name of a repository at GitHub`;
}

function splitRepository(value: string): NamedRepository {
  const [whole = '', ...names] = value.split('/');
  const [owner = '', ownerId] = whole.split('@');
  const [name = '', nameId] = names.join('/').split('@');
  return { owner, ownerId, name: names.length === 0 && isWild(value) ? MANY : name, nameId };
}

/** The repository that a subject names, with or without wildcards; nothing if it names none, or begins with a wildcard. */
export function namedRepository({ claims }: Subject): NamedRepository | undefined {
  const claim = claims.find(({ key }) => key === 'repo' || key === 'repository');
  return claim && splitRepository(claim.value);
}

/** The value of a claim that a subject holds. */
export function subjectClaim({ claims }: Subject, key: string): string | undefined {
  return claims.find((claim) => claim.key === key)?.value;
}

/** What is wrong with the ids of a repository in a subject, if it has some. */
export function halfIdFault(subject: Subject): string | undefined {
  const repository = namedRepository(subject);
  if (!repository) return undefined;
  const { ownerId, name, nameId } = repository;
  const wrong = [ownerId, nameId].find((id) => id !== undefined && !NUMERIC_ID.test(id));
  if (wrong !== undefined) return `\`${shownMarked(wrong)}\` is no id, which has digits only`;
  if (ownerId !== undefined && nameId === undefined && !isWild(name))
    return 'the subject holds the id of the owner only';
  if (ownerId === undefined && nameId !== undefined) return 'the subject holds the id of the repository only';
  return undefined;
}
