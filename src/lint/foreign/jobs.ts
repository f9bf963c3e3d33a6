import type { Calculus } from '../../analysis/calculus';
import { isEmpty } from '../../analysis/language';
import { type Described, described } from '../../analysis/described';
import { isKnown, isOpen } from './breadth';
import type { Portion, Tokens } from './portions';

const IDENTITY =
  /^(repo|repository|repository_id|repository_owner|repository_owner_id|repository_visibility|repo_property_.*|actor|actor_id|run_.*)$/;

/** Whether nothing says which jobs are meant, beside their context: no workflow of a few, and no claim of the subject. */
function saysNoMore(tokens: Tokens, calculus: Calculus, except?: string): boolean {
  if (isKnown(tokens, 'job_workflow_ref')) return false;
  const others = tokens.shape.template.filter((key) => !IDENTITY.test(key) && !CONTEXT.includes(key));
  return others.every((key) => key === except || isOpen(tokens, key, calculus));
}

const CONTEXT = ['context', 'environment', 'job_workflow_ref'];

/** Jobs in environments of which there are endlessly many, where nothing else says which jobs are meant. */
export function anyEnvironment({ admitted, calculus }: Portion): readonly Tokens[] {
  return admitted.filter(
    (tokens) =>
      tokens.shape.context === 'environment' &&
      saysNoMore(tokens, calculus) &&
      isOpen(tokens, 'ref', calculus) &&
      isEndless(tokens, 'environment'),
  );
}

/** Jobs of pull requests, but for those that run when one is merged, at its base branch. */
export function pullRequests({ admitted, calculus }: Portion): readonly Tokens[] {
  const merges = calculus.values(['refs/pull/*'], 'like', false).language;
  return admitted.filter(({ shape, box }) => {
    const refs = box.get('ref');
    return shape.context === 'pull_request' && (!refs || !isEmpty(calculus.intersection(refs, merges)));
  });
}

/** Whether jobs in endlessly many environments get in, whatever else narrows them. */
export function isAnyContext({ admitted, calculus }: Portion): boolean {
  return admitted.some(
    (tokens) =>
      tokens.shape.context === 'environment' && isEndless(tokens, 'environment') && isOpen(tokens, 'ref', calculus),
  );
}

/** Whether pull requests are said to be meant in a token's claims beyond the context: by a subject with the event's name. */
export function isOfEvent({ box }: Tokens, event: string): boolean {
  const events = box.get('event_name');
  return events?.kind === 'words' && events.words.size === 1 && events.words.has(event);
}

/** Branches or tags, as far as endlessly many get in. */
export interface EndlessRefs {
  readonly kind: 'branch' | 'tag';
  readonly described: Described;
  readonly tokens: Tokens;
}

/** The branches and tags of which endlessly many get in, for jobs that nothing else narrows. */
export function endlessRefs({ admitted, calculus }: Portion): readonly EndlessRefs[] {
  return admitted
    .filter((tokens) => isForRefs(tokens, calculus) && saysNoMore(tokens, calculus, 'ref'))
    .flatMap((tokens) =>
      (['heads', 'tags'] as const).flatMap((folder) => {
        const domain = calculus.domain(tokens.shape.domainOf('ref'));
        const all = calculus.intersection(domain, calculus.values([`refs/${folder}/*`], 'like', false).language);
        const own = calculus.intersection(tokens.box.get('ref') ?? domain, all);
        if (calculus.isFew(own)) return [];
        const kind = folder === 'heads' ? ('branch' as const) : ('tag' as const);
        const box = new Map([...tokens.box, ['ref', own] as const]);
        return [{ kind, described: described(own, all), tokens: { ...tokens, box } }];
      }),
    );
}

/** Whether it is by their refs that jobs are meant: those without an environment, and those in whichever if a ref is required. */
function isForRefs(tokens: Tokens, calculus: Calculus): boolean {
  const { context } = tokens.shape;
  if (context !== 'environment') return context === 'ref';
  return isEndless(tokens, 'environment') && !isOpen(tokens, 'ref', calculus);
}

function isEndless({ box, calculus }: Tokens, field: string): boolean {
  const language = box.get(field);
  return language === undefined || !calculus.isFew(language);
}
