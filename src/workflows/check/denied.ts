import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type Location, child, keyOf, location } from '../../diagnostics/source';
import { nearest as nearestName } from '../../diagnostics/suggest';
import { CAUSES, type Cause } from '../../jobs/causes';
import type { NearestClaim } from '../../jobs/verdict';
import type { LoginFault } from './login-verdict';
import { type LoginStep, inputPlace } from './logins';
import type { RepositoryAccess } from './repository-roles';

/** A kind of refusal: what it is called in one sentence, and where the user can change it. */
interface Refusal {
  readonly headline: (login: LoginStep, role: string) => string;
  readonly place: (login: LoginStep) => Location;
}

const REFUSALS = {
  'environment-not-named': {
    headline: ({ jobRun }, role) => `${role} trusts an environment, and \`${jobRun.name}\` names none`,
    place: ({ jobRun }) => jobRun.job.at,
  },
  'unknown-environment': {
    headline: ({ environment }, role) =>
      `nothing knows the environment \`${environment ?? ''}\`, and ${role} does not trust it`,
    place: environmentPlace,
  },
  'environment-case': {
    headline: ({ environment }, role) =>
      `\`${environment ?? ''}\` is spelled otherwise in the trust policy of ${role}, and AWS compares letter by letter`,
    place: environmentPlace,
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
  },
  'wrong-audience': {
    headline: ({ jobRun }, role) => `\`${jobRun.name}\` asks for a token for another audience than ${role} trusts`,
    place: (login) => (login.step.with.has('audience') ? inputPlace(login, 'audience') : login.at),
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
  const { headline, place }: Refusal = REFUSALS[rule];
  return {
    rule,
    at: cause === 'environment-replaces-ref' ? environmentPlace(login) : place(login),
    message: [
      headline(login, `\`${plan.binding}\` in \`${account.name}\``),
      ...details(nearest, cause, login, access),
    ].join('\n'),
    related: [{ message: `whom \`${plan.binding}\` trusts`, at: trustAt }],
  };
}

function ruleOf(cause: Cause, environment: string | undefined, { environments }: RepositoryAccess): RefusalId {
  const known = environment === undefined ? undefined : environments.get(environment.toLowerCase());
  const isAboutEnvironment = environment !== undefined && (cause === 'letter-case' || cause === 'other-environment');
  if (!isAboutEnvironment) return RULES.get(cause) ?? 'login-denied';
  if (known === undefined) return 'unknown-environment';
  return known === environment ? 'login-denied' : 'environment-case';
}

function environmentPlace({ jobRun }: LoginStep): Location {
  return jobRun.job.environmentAt;
}

function details(
  nearest: NearestClaim | null,
  cause: Cause,
  { environment }: LoginStep,
  { environments }: RepositoryAccess,
): readonly string[] {
  const isAboutEnvironment = cause === 'other-environment' || cause === 'letter-case';
  const best =
    isAboutEnvironment && environment !== undefined ? nearestName(environment, [...environments.values()]) : undefined;
  return [
    ...(best !== undefined && best !== environment ? [`did you mean \`${best}\`?`] : []),
    ...(nearest
      ? [`trusted is \`${nearest.trusted ?? ''}\`, presented \`${nearest.presented ?? ''}\` (${nearest.claim})`]
      : []),
    CAUSES[cause].replace(/\.$/, ''),
  ];
}
