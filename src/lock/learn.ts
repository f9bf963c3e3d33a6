import type { Lock, LockedRepository } from '../bindings/lock';
import { compareText } from '../diagnostics/diagnostic';
import { askFacts, identityFacts } from './ask-facts';
import { organizationTemplates } from './ask-subject';
import type { Facts } from './facts';
import { type GitHub, NoAnswer } from './github';
import { identification } from './identify-all';
import { factsUnder, keptEnvironments, pruneEnvironments } from './memory';
import { type Match, type Reused, environmentsOf, matchAnswers } from './match';
import { inParallel } from './pool';
import type { Refusal } from './refusal';
import { renamedAlong } from './renamed-along';
import { type UnusedEntries, sortUnused } from './unused';
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
  /** Entries of the lock that nothing uses. */
  readonly unused: UnusedEntries;
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
  let done = 0;
  const total = 2 * wanted.repositories.length;
  const identities = identification(github, wanted.repositories, limit);
  const identified = await unlessItFails(signal, () => identities.run(() => onProgress(++done, total)));

  const { found, missing, refused } = identities;
  const { matches, reused } = matchAnswers(found.toSorted(byName), lock);
  const learnt = new Map(matches.map((match) => [match, partly(match)]));
  done = total - matches.length;
  const templates = organizationTemplates(github);
  const ask = async (match: Match) => {
    const asked = await askFacts(github, match.identity, environmentsOf(match), factsBefore(match), templates);
    const facts = prune ? pruneEnvironments(asked.facts, match, asked.refused) : asked.facts;
    learnt.set(match, { ...partly(match), ...asked, facts });
    onProgress(++done, total);
  };
  const failure = identified ?? (await unlessItFails(signal, () => inParallel(matches.toSorted(byGaps), limit, ask)));
  const answered = [...learnt.values()];
  const unused = sortUnused(wanted.unused, answered, lock);
  const pruned = prune && failure === undefined ? unused.removable : [];
  const repositories = [...answered, ...renamedAlong(answered, lock, pruned)].filter(
    ({ locked }) => !isIn(pruned, locked),
  );
  const isFound = ({ isUsed, locked }: Wanted) => !isUsed && repositories.some((each) => each.locked === locked);
  return {
    repositories: repositories.toSorted((a, b) => compareText(a.fullName, b.fullName)),
    missing: missing.filter((each) => !isFound(each)).toSorted((a, b) => compareText(a.fullName, b.fullName)),
    refused: refused.filter(([each]) => !isFound(each)).toSorted(byName),
    reused: reused.filter(({ wanted: each }) => !isFound(each)),
    pruned,
    unused,
    failure,
  };
}

function isIn(names: readonly string[], locked: LockedRepository | undefined): boolean {
  return locked !== undefined && names.includes(`${locked.owner}/${locked.name}`);
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

/** What the lock says, but for what cannot hold under another name or owner; and what it remembers from now on. */
function factsBefore({ identity, locked, wanted }: Match): Facts {
  const declared = wanted.flatMap((each) => each.declared);
  const asked = wanted.map((each) => each.fullName);
  const before = factsUnder(identity.fullName, locked, asked);
  return { ...before, kept: keptEnvironments(before.kept, declared) };
}
