import type { TrustEntry } from '../../bindings/bindings';
import type { TemplateScope } from '../../bindings/template';
import { type Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf, wasPruned } from '../../diagnostics/source';
import { stsAudience } from '../../iam/partition';
import type { Issuer } from '../../oidc/issuer';
import type { AccountContext } from '../accounts/accounts';
import { requiredClaims } from './claims';
import { contextsOf, exactValues } from './contexts';
import type { ExpandedBinding } from '../roles/expand';
import type { ResolvedEntry } from './resolved-entry';
import type { Repository, RepositoryIndex } from '../github/repositories';

/** Resolves all of an entry but its subjects, for one account and issuer; nothing if it names nobody. */
export function resolveEntry(
  entry: TrustEntry,
  at: Location,
  scope: TemplateScope,
  binding: ExpandedBinding,
  account: AccountContext,
  issuer: Issuer,
  index: RepositoryIndex,
  problems: Problems,
): ResolvedEntry | undefined {
  const place = { at, scope, problems };
  const repositories = entryRepositories(entry, at, binding, index, problems);
  if (!repositories) return undefined;
  return {
    entry,
    place,
    repositories,
    contexts: contextsOf(entry, place, issuer.kind),
    required: requiredClaims(entry, place),
    audiences: entryAudiences(entry, place, account),
    issuer,
    partition: account.partition,
  };
}

function entryRepositories(
  { repository: names, owner, subject_pattern: patterns }: TrustEntry,
  at: Location,
  { binding, repository }: ExpandedBinding,
  index: RepositoryIndex,
  problems: Problems,
): readonly Repository[] | undefined {
  const refuse = (place: Location, message: string) => {
    problems.error('invalid-value', place, message);
    return undefined;
  };
  if (binding.for_each_repository) {
    const extra = names ? 'repository' : owner === undefined ? undefined : 'owner';
    return extra
      ? refuse(keyOf(child(at, extra)), '`for_each_repository` gives this entry its repository already')
      : repository && [repository];
  }
  if (names && owner !== undefined)
    return refuse(keyOf(child(at, 'owner')), '`repository` and `owner` exclude each other');
  if (names) return names.flatMap((name, i) => index.find(name, child(at, 'repository', i)) ?? []);
  if (owner !== undefined)
    return patterns
      ? []
      : refuse(
          keyOf(child(at, 'owner')),
          '`owner` goes with `subject_pattern` only: all else is trusted of a `repository`',
        );
  if (!wasPruned(child(at, 'repository')) && !wasPruned(child(at, 'owner'))) {
    problems.error('missing-key', at, 'the key `repository` is missing: whose jobs are trusted?');
  }
  return undefined;
}

function entryAudiences(
  entry: TrustEntry,
  place: { at: Location; scope: TemplateScope; problems: Problems },
  account: AccountContext,
): readonly string[] {
  const { at, problems } = place;
  const own = stsAudience(account.partition);
  if (!entry.audiences) {
    if (own !== undefined) return [own];
    problems.error(
      'missing-key',
      at,
      `the key \`audiences\` is missing: AWS has not said which audience STS has in ${account.partition}`,
    );
    return [];
  }
  const known = [...(own === undefined ? [] : [own]), ...(account.settings.audiences ?? [])];
  const audiences = exactValues(entry.audiences, 'audiences', place);
  audiences.forEach((audience, i) => {
    if (known.includes(audience)) return;
    problems.error(
      'invalid-value',
      child(at, 'audiences', i),
      `\`${audience}\` is not an audience of account \`${account.name}\`: its OIDC provider would refuse such tokens\nit takes ${known.map((name) => `\`${name}\``).join(', ') || 'none'}; more are listed in the account's \`audiences\``,
    );
  });
  return audiences;
}
