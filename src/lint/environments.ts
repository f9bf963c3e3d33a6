import type { Repository } from '../access-plan/github/repositories';
import type { ResolvedRole } from '../access-plan/roles/roles';
import { type EntryContexts, exactValues } from '../access-plan/trust/contexts';
import type { ResolvedEntry } from '../access-plan/trust/resolved-entry';
import type { Bindings, EnvironmentSettings } from '../bindings/bindings';
import type { EnvironmentFacts } from '../bindings/lock';
import { type Location, child } from '../diagnostics/source';
import { type ClaimText, exact, isPattern, pattern, written } from '../oidc/claim-text';
import { admitsEveryBranch } from './ref-patterns';
import type { LintContext } from './rule';
import { hasWildcard, patternText, valueIn } from './subject-text';
import { requiredTexts, writtenSubjects } from './trusted';

/** An environment, with what the file and the lock say of it. */
export interface Environment {
  readonly repository: Repository;
  readonly environment: string;
  readonly declared?: { readonly settings: EnvironmentSettings; readonly at: Location };
  readonly facts?: EnvironmentFacts | 'absent';
}

/** An environment whose jobs get a role. */
export interface TrustedEnvironment extends Environment {
  readonly role: ResolvedRole;
  readonly entry: ResolvedEntry;
  /** Where the entry names it, and in what: a context, a claim, or a subject written by hand. */
  readonly at: Location;
  readonly named: 'context' | 'claim' | 'subject';
  /** Whether the entry requires a `ref` besides that not every branch has. */
  readonly requiresRef: boolean;
}

/** The environments that the file declares. */
export function declaredEnvironments({ access }: LintContext) {
  return access.repositories.flatMap((repository) =>
    [...(repository.settings.environments?.keys() ?? [])].flatMap((environment) => {
      const known = environmentOf(repository, environment);
      return known.declared ? [{ ...known, declared: known.declared }] : [];
    }),
  );
}

/** The environments that roles trust: once for each role, entry and repository. */
export function trustedEnvironments({ access }: LintContext): readonly TrustedEnvironment[] {
  return access.roles.flatMap((role) =>
    role.entries.flatMap((entry) =>
      namedEnvironments(entry).flatMap((named) =>
        entry.repositories.map((repository) => ({
          ...environmentOf(repository, named.environment),
          ...named,
          role,
          entry,
        })),
      ),
    ),
  );
}

/** A pattern over names of environments, of which jobs of all that fit get a role. */
export interface EnvironmentPattern {
  /** The pattern as the user would write a name. */
  readonly text: string;
  readonly at: Location;
  readonly role: ResolvedRole;
  readonly entry: ResolvedEntry;
  /** Whether the entry requires a `ref` besides that not every branch has. */
  readonly requiresRef: boolean;
}

/** The patterns over environments that roles trust, as claims or in subjects written by hand: once for each role and entry. */
export function environmentPatterns({ access, bindings }: LintContext): readonly EnvironmentPattern[] {
  return access.roles.flatMap((role) =>
    role.entries.flatMap((entry) => patternsIn(bindings, entry).map((found) => ({ ...found, role, entry }))),
  );
}

/** Where GitHub's REST API has an environment; safe between the single quotes of a shell, whatever the name holds. */
export function environmentPath(fullName: string, environment: string): string {
  return `repos/${fullName}/environments/${encodeURIComponent(environment).replaceAll("'", '%27')}`;
}

/** What identifies an environment: GitHub ignores case in its name. */
export function environmentKey({ repository, environment }: Environment): string {
  return JSON.stringify([repository.fullName, environment.toLowerCase()]);
}

function environmentOf(repository: Repository, environment: string): Environment {
  const [name, settings] = ignoringCase(repository.settings.environments, environment) ?? [];
  const [, facts] = ignoringCase(repository.locked?.environments, environment) ?? [];
  const at = child(repository.at, 'environments', name ?? environment);
  return { repository, environment, declared: settings && { settings, at }, facts };
}

function ignoringCase<T>(map: ReadonlyMap<string, T> | undefined, name: string): readonly [string, T] | undefined {
  return [...(map ?? [])].find(([key]) => key.toLowerCase() === name.toLowerCase());
}

type Named = Pick<TrustedEnvironment, 'environment' | 'at' | 'named' | 'requiresRef'>;

function namedEnvironments(resolved: ResolvedEntry): readonly Named[] {
  const { entry, place, contexts, required, repositories } = resolved;
  const hasRef = narrows(required.get('ref'));
  const inContext = contexts.environments.map((environment, i) => ({
    environment,
    at: child(place.at, 'environment', i),
    named: 'context' as const,
    requiresRef: hasRef,
  }));
  // Spares most entries a closer look.
  if (inContext.length > 0 || (contexts.kind === 'contexts' && !entry.claims?.has('environment'))) return inContext;
  const claims = { ...place, at: child(place.at, 'claims') };
  const inClaims = exactValues(entry.claims?.get('environment'), 'environment', claims).map((environment, i) => ({
    environment,
    at: child(claims.at, 'environment', i),
    named: 'claim' as const,
    requiresRef: hasRef || hasNarrowRefs(contexts),
  }));
  if (inClaims.length > 0 || contexts.kind === 'contexts' || repositories.length !== 1) return inClaims;
  return writtenSubjects(resolved).flatMap(({ text, at }) => {
    const environment = valueIn(written(text), 'environment');
    if (!environment || hasWildcard(environment)) return [];
    const requiresRef = hasRef || hasNarrowRef(text);
    return [{ environment: environment.replaceAll('%3A', ':'), at, named: 'subject' as const, requiresRef }];
  });
}

type FoundPattern = Pick<EnvironmentPattern, 'text' | 'at' | 'requiresRef'>;

/** A claim beside a subject narrows it, so that there only the claim's own patterns count. */
function patternsIn(bindings: Bindings, resolved: ResolvedEntry): readonly FoundPattern[] {
  const { contexts, required } = resolved;
  const hasRef = narrows(required.get('ref'));
  if (required.has('environment')) {
    const requiresRef = hasRef || hasNarrowRefs(contexts);
    return requiredTexts(bindings, resolved, 'environment')
      .filter(({ text }) => isOpen(text) && contexts.environments.length === 0)
      .map(({ text, at }) => ({ text: written(text), at, requiresRef }));
  }
  return writtenSubjects(resolved).flatMap(({ text, at }) => {
    const name = valueIn(patternText(text), 'environment');
    if (name === undefined || !hasWildcard(name)) return [];
    return [{ text: name.replaceAll('%3A', ':'), at, requiresRef: hasRef || hasNarrowRef(text) }];
  });
}

/** Whether one of these has to be the `ref`, and not every branch has such a one. */
function narrows(refs: readonly ClaimText[] = []): boolean {
  return refs.length > 0 && !refs.some(admitsEveryBranch);
}

function hasNarrowRefs(contexts: EntryContexts): boolean {
  return contexts.kind === 'contexts' && contexts.values.every(({ ref }) => ref && narrows([ref]));
}

/** Whether a subject written by hand holds such a `ref`. */
function hasNarrowRef(subject: ClaimText): boolean {
  const ref = valueIn(patternText(subject), 'ref');
  return ref !== undefined && narrows([isPattern(subject) ? pattern(ref) : exact(ref)]);
}

function isOpen(claim: ClaimText): boolean {
  return isPattern(claim) && hasWildcard(patternText(claim));
}

/**
 * Each environment once, where it is trusted most freely; those that one place names (a list of repositories) together. `alike`
 * keeps apart what one message could not say.
 */
export function byPlace(
  environments: readonly TrustedEnvironment[],
  alike: (environment: TrustedEnvironment) => string = () => '',
): readonly (readonly [TrustedEnvironment, ...TrustedEnvironment[]])[] {
  const seen = new Set<string>();
  const groups = new Map<string, [TrustedEnvironment, ...TrustedEnvironment[]]>();
  for (const trusted of environments.toSorted((a, b) => Number(a.requiresRef) - Number(b.requiresRef))) {
    if (seen.has(environmentKey(trusted))) continue;
    seen.add(environmentKey(trusted));
    const { at, environment } = trusted;
    const key = JSON.stringify([at.source.file, at.path, environment, trusted.requiresRef, alike(trusted)]);
    const group = groups.get(key);
    if (group) group.push(trusted);
    else groups.set(key, [trusted]);
  }
  return [...groups.values()];
}
