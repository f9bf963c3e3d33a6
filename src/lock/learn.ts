import type { Lock, LockedRepository } from '../bindings/lock';
import { compareText } from '../diagnostics/diagnostic';
import { askFacts, identityFacts } from './ask-facts';
import { organizationTemplates } from './ask-subject';
import { type Facts, factsOf } from './facts';
import { type GitHub, NoAnswer } from './github';
import { type Identity, identify } from './identity';
import { type Match, type Reused, environmentsOf, matchAnswers } from './match';
import { inParallel } from './pool';
import type { Refusal } from './refusal';
import type { Wanted, WantedFacts } from './wanted';

/** A repository of which GitHub said something. */
export interface LearntRepository {
  readonly fullName: string;
  /** Its entry in the lock, perhaps under another name. */
  readonly locked?: LockedRepository;
  /** What was asked for. */
  readonly wanted: readonly Wanted[];
  /** All that the lock should say of it. */
  readonly facts: Facts;
  readonly refused: readonly Refusal[];
}

/** What a run has learnt. */
export interface Learnt {
  /** In the order of their names. */
  readonly repositories: readonly LearntRepository[];
  /** Those that GitHub does not have, or does not show to this token. */
  readonly missing: readonly Wanted[];
  /** Those of which it says nothing at all, and why. */
  readonly refused: readonly (readonly [Wanted, reason: string])[];
  readonly reused: readonly Reused[];
  /** Entries of the lock to be removed. */
  readonly pruned: readonly string[];
  /** Why the run ended early. What was learnt until then is sound. */
  readonly failure?: string;
}

/** How a run asks. */
export interface LearnOptions {
  readonly prune: boolean;
  /** How many repositories are asked about at one time, each with one request after the other. */
  readonly limit: number;
  /** Called after each question that is answered: of two for each repository, who it is and what is known of it. */
  readonly onProgress: (done: number, total: number) => void;
  /** Ends the run early, with what it has learnt. */
  readonly signal?: AbortSignal;
}

/** Asks GitHub for all that is wanted: first who each repository is, then what there is to know of it. */
export async function learn(github: GitHub, wanted: WantedFacts, lock: Lock, options: LearnOptions): Promise<Learnt> {
  const { limit, prune, onProgress, signal } = options;
  const found: (readonly [Wanted, Identity])[] = [];
  const missing: Wanted[] = [];
  const refused: (readonly [Wanted, string])[] = [];
  let done = 0;
  const total = 2 * wanted.repositories.length;
  const identified = await unlessItFails(signal, () =>
    inParallel(wanted.repositories, limit, async (each) => {
      const identity = await identify(github, each.fullName);
      if (identity === 'missing') missing.push(each);
      else if ('refused' in identity) refused.push([each, identity.refused]);
      else found.push([each, identity]);
      onProgress(++done, total);
    }),
  );

  const { matches, reused } = matchAnswers(found.toSorted(byName), lock);
  const learnt = new Map(matches.map((match) => [match, partly(match)]));
  done = total - matches.length;
  const templates = organizationTemplates(github);
  const ask = async (match: Match) => {
    const environments = environmentsOf(match, prune);
    const asked = await askFacts(github, match.identity, environments, factsBefore(match), templates);
    learnt.set(match, { ...partly(match), ...asked });
    onProgress(++done, total);
  };
  const failure = identified ?? (await unlessItFails(signal, () => inParallel(matches.toSorted(byGaps), limit, ask)));
  const moved = new Set(matches.flatMap(({ locked }) => (locked ? [`${locked.owner}/${locked.name}`] : [])));
  return {
    repositories: [...learnt.values()],
    missing: missing.toSorted((a, b) => compareText(a.fullName, b.fullName)),
    refused: refused.toSorted(byName),
    reused,
    pruned: prune && failure === undefined ? wanted.unused.filter((name) => !moved.has(name)) : [],
    failure,
  };
}

/** Why it ended early, if it did for a reason that users can do something about. */
async function unlessItFails(signal: AbortSignal | undefined, work: () => Promise<void>): Promise<string | undefined> {
  try {
    await Promise.race([work(), ...(signal ? [untilAborted(signal)] : [])]);
    return undefined;
  } catch (error) {
    if (error instanceof NoAnswer) return error.message;
    throw error;
  }
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  throw new NoAnswer('the run was interrupted');
}

function byName([a]: readonly [Wanted, unknown], [b]: readonly [Wanted, unknown]): number {
  return compareText(a.fullName, b.fullName);
}

function byGaps(a: Match, b: Match): number {
  const gaps = ({ wanted }: Match) => Math.max(...wanted.map((each) => each.gaps));
  return gaps(b) - gaps(a);
}

/** As far as who it is says it. */
function partly(match: Match): LearntRepository {
  const { identity, wanted, locked } = match;
  return {
    fullName: identity.fullName,
    locked,
    wanted,
    facts: identityFacts(identity, factsBefore(match)),
    refused: [],
  };
}

/** What the lock says, but for what cannot hold under another name or owner. */
function factsBefore({ identity, locked }: Match): Facts {
  if (!locked) return {};
  const { subject_prefix: prefix, ...facts } = factsOf(locked);
  const isSame = `${locked.owner}/${locked.name}` === identity.fullName;
  return isSame ? { ...facts, subject_prefix: prefix } : facts;
}
