import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type Location, child, keyOf, location } from '../../diagnostics/source';
import { nearest as nearestName } from '../../diagnostics/suggest';
import { CAUSES, type Cause } from '../../jobs/causes';
import type { NearestClaim } from '../../jobs/verdict';
import type { LoginFault } from './login-verdict';
import { type LoginStep, inputPlace } from './logins';
import { asShown } from '../runs/runs';
import type { RepositoryAccess } from './repository-roles';

/** A kind of refusal: what it is called in one sentence, where the user can change it, and how. */
interface Refusal {
  readonly headline: (login: LoginStep, role: string) => string;
  readonly place: (login: LoginStep) => Location;
  /** Absent where only the cause tells. */
  readonly wayOut?: (trusted: string) => string;
}

const REFUSALS = {
  'environment-not-named': {
    headline: ({ jobRun }, role) => `${role} trusts an environment, and \`${jobRun.name}\` names none`,
    place: ({ jobRun }) => jobRun.job.at,
    wayOut: () => 'name the environment in the job, or let the binding trust the branch',
  },
  'unknown-environment': {
    headline: ({ environment }, role) =>
      `neither the bindings nor the lock file knows the environment \`${environment ?? ''}\`, and ${role} does not trust it`,
    place: environmentPlace,
    wayOut: () => 'name an environment that the role trusts, or let the binding trust this one',
  },
  'environment-case': {
    headline: ({ environment }, role) =>
      `the trust policy of ${role} spells the environment \`${environment ?? ''}\` differently, and AWS compares letter by letter`,
    place: environmentPlace,
    wayOut: () => 'spell it in the job as the binding does',
  },
  'ref-not-trusted': {
    headline: ({ jobRun: { name, run } }, role) =>
      `\`${run.event}\` runs \`${name}\` on \`${run.shown}\`, which ${role} does not trust`,
    place: ({ jobRun: { run, started } }) => {
      const key = run.ref?.startsWith('refs/tags/') ? 'tags' : 'branches';
      return run.trigger[key] === undefined
        ? run.trigger.at
        : keyOf(child(location(started.source), 'on', run.event, key));
    },
    wayOut: () => 'narrow the trigger or the `if` of the job, or let the binding trust the branch or tag',
  },
  'wrong-audience': {
    headline: ({ jobRun }, role) => `\`${jobRun.name}\` asks for a token for another audience than ${role} trusts`,
    place: (login) => (login.step.with.has('audience') ? inputPlace(login, 'audience') : login.at),
    wayOut: (trusted) => `give the step \`audience: ${trusted}\``,
  },
  'login-denied': {
    headline: ({ jobRun: { name, run } }, role) =>
      `${role} does not trust \`${name}\` as \`${run.event}\` runs it on \`${run.shown}\``,
    place: (login) => inputPlace(login, 'role-to-assume'),
  },
} as const satisfies Readonly<Record<string, Refusal>>;

type RefusalId = keyof typeof REFUSALS;

/** Causes that have a rule of their own. */
const RULES: ReadonlyMap<Cause, RefusalId> = new Map<Cause, RefusalId>([
  ['environment-missing', 'environment-not-named'],
  ['other-ref', 'ref-not-trusted'],
  ['default-branch-event', 'ref-not-trusted'],
  ['audience', 'wrong-audience'],
]);

/** What stands between a login and its role, where the user can change it; `trustAt` is where the trust is written. */
export function deniedFault(
  login: LoginStep,
  { plan, account }: ResolvedRole,
  nearest: NearestClaim | null,
  access: RepositoryAccess,
  trustAt: Location,
): LoginFault {
  const cause = nearest?.cause ?? 'other-value';
  const rule = ruleOf(cause, login.environment, access);
  const { headline, place, wayOut }: Refusal = REFUSALS[rule];
  const meant = rule === 'login-denied' ? undefined : meantEnvironment(cause, login, access);
  return {
    rule,
    at: cause === 'environment-replaces-ref' ? environmentPlace(login) : place(login),
    message: [
      headline(login, `\`${plan.binding}\` in the account \`${account.name}\``),
      ...(meant === undefined ? [] : [`did you mean \`${meant}\`?`]),
      ...(nearest ? [asShown(comparison(nearest), login.jobRun.run)] : []),
      wayOut && cause !== 'default-branch-event' ? wayOut(nearest?.trusted ?? '') : causeText(cause),
    ].join('\n'),
    related: [{ message: `whom \`${plan.binding}\` trusts`, at: trustAt }],
  };
}

function ruleOf(cause: Cause, environment: string | undefined, { environments }: RepositoryAccess): RefusalId {
  const known = environment === undefined ? undefined : environments.get(environment.toLowerCase());
  if (environment === undefined || !isAboutEnvironment(cause)) return RULES.get(cause) ?? 'login-denied';
  if (known === undefined) return 'unknown-environment';
  return cause === 'letter-case' && known !== environment ? 'environment-case' : 'login-denied';
}

function environmentPlace({ jobRun }: LoginStep): Location {
  return jobRun.job.environmentAt;
}

function isAboutEnvironment(cause: Cause): boolean {
  return cause === 'letter-case' || cause === 'other-environment';
}

/** The environment of which the job's is a misspelling, if there is one. */
function meantEnvironment(
  cause: Cause,
  { environment }: LoginStep,
  { environments }: RepositoryAccess,
): string | undefined {
  if (environment === undefined || !isAboutEnvironment(cause)) return undefined;
  const best = nearestName(environment, [...environments.values()]);
  return best === environment ? undefined : best;
}

function comparison({ claim, trusted, presented }: NearestClaim): string {
  const shown = (value: string | null) => (value === null ? 'nothing' : `\`${value}\``);
  return `\`${claim}\`: trusted is ${shown(trusted)}, and the token says ${shown(presented)}`;
}

/** A cause within a message: without capital and full stop. */
export function causeText(cause: Cause): string {
  const text = CAUSES[cause].replace(/\.$/, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
