import type { Box } from './box';
import type { Calculus } from './calculus';
import { type Described, described } from './described';
import { intersection, isEmpty, matching } from './language';
import type { Shape } from './shape';
import { ticked } from './ticked';

/** Any job without an environment, but for pull requests. */
export const ANY_REF = 'any branch or tag';

/** What the jobs of a box are started for, as `branch `main``, `any tag` or `pull requests`. */
export function contextOf(box: Box, { context, domainOf }: Shape, calculus: Calculus): string {
  if (context === 'pull_request') return 'pull requests';
  if (context === 'environment') {
    const domain = calculus.domain('environment');
    return kindText('environment', described(box.get('environment') ?? domain, domain), '');
  }
  const domain = calculus.domain(domainOf('ref'));
  const language = box.get('ref') ?? domain;
  const kinds = [
    ['branch', 'refs/heads/'],
    ['tag', 'refs/tags/'],
    ['merge ref', 'refs/pull/'],
  ] as const;
  const texts = kinds.flatMap(([kind, prefix]) => {
    const all = intersection(domain, matching(`${prefix.replaceAll('/', '\\/')}[^]*`));
    const own = intersection(language, all);
    return isEmpty(own) ? [] : [kindText(kind, described(own, all), prefix)];
  });
  if (texts.length === 0) return 'jobs without a ref';
  const [first = '', second] = texts;
  return first === 'any branch' && second === 'any tag' ? ANY_REF : texts.join(' or ');
}

function kindText(kind: string, value: Described, prefix: string): string {
  if (value.kind === 'any') return `any ${kind}`;
  const short = (text: string) => ticked(text.startsWith(prefix) ? text.slice(prefix.length) : text);
  if (value.kind === 'words') return `${kind} ${value.words.map(short).join(' or ')}`;
  if (value.kind === 'all but') return `any ${kind} but ${value.words.map(short).join(' and ')}`;
  const pattern = value.pattern.startsWith(prefix) ? value.pattern : `${prefix}*`;
  return `${plural(kind)} ${short(pattern)}`;
}

function plural(kind: string): string {
  return kind === 'branch' ? 'branches' : `${kind}s`;
}

/** Whose repositories they are. */
export function repositoryText(owner: Described, repository: Described): string {
  const owners = owner.kind === 'any' ? 'any owner' : `${owner.kind === 'all but' ? 'any owner ' : ''}${quoted(owner)}`;
  if (repository.kind === 'any') return `any repository of ${owners}`;
  if (owner.kind === 'words' && owner.words.length === 1 && repository.kind === 'words')
    return repository.words.map((name) => ticked(`${owner.words[0] as string}/${name}`)).join(' or ');
  return `${repository.kind === 'words' ? 'repository' : 'repositories'} ${quoted(repository)} of ${owners}`;
}

/** A value behind the name of its claim. */
export function quoted(value: Described): string {
  if (value.kind === 'any') return 'of any value';
  if (value.kind === 'pattern') return ticked(value.pattern);
  if (value.kind === 'all but') return `other than ${value.words.map(ticked).join(' and ')}`;
  return value.words.map(ticked).join(' or ');
}
