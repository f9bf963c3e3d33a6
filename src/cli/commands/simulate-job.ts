import type { Access } from '../../access-plan/resolve';
import type { Lock } from '../../bindings/lock';
import { nearest } from '../../diagnostics/suggest';
import { EVENTS } from '../../jobs/events';
import { type Job, mergeQueueRef } from '../../jobs/job';
import { type TokenRepository, tokenRepository } from '../../jobs/repository';
import { judgeRoles, judgedRoles } from '../../jobs/roles';
import { type JobToken, tokensOf } from '../../jobs/token';
import { OWNER, REPOSITORY, refProblem } from '../../oidc/github-names';
import { allowedText, lets } from '../../workflows/check/deployment-rules';
import { type RepositoryAccess, repositoryAccess } from '../../workflows/check/repository-roles';
import { type JobAccess, formatJobAccess } from '../job-access-text';
import { EXIT, type ExitCode } from '../exit-code';
import { UnusablePath } from '../files';
import { inputFile } from '../input-file';
import { resolveInput } from '../load';
import { report } from '../report';
import { giveJson, stderrColors, tell } from '../streams';
import { readTokenFile } from '../token-file';

/** Options of `simulate` for the roles of the bindings. */
export interface SimulateJobOptions {
  readonly repository?: string;
  readonly bindings?: string;
  readonly lock?: string;
  readonly environment?: string;
  readonly branch?: string;
  readonly tag?: string;
  readonly pullRequest?: string;
  readonly mergeQueue?: string;
  readonly event?: string;
  readonly workflowRef?: string;
  readonly claim?: ReadonlyMap<string, string>;
  readonly token?: string;
  readonly format: 'text' | 'json';
  readonly color?: boolean;
}

/** `simulate --repository`: which roles of the bindings a job gets, and what stands between it and the others. */
export function simulateJob(options: SimulateJobOptions): ExitCode {
  const { bindings: path = inputFile(process.env), lock: lockPath, format, color } = options;
  const { diagnostics, bindings, lock, access } = resolveInput({ bindings: path, lock: lockPath });
  if (!access || !bindings || !lock) {
    report(diagnostics, 'text', color, options);
    return EXIT.findings;
  }
  const result = accessOf(options, access, lock, bindings.github.owner);
  if (format === 'json') giveJson(jsonOf(result));
  else tell(formatJobAccess(result, stderrColors(color)));
  return result.roles.some(({ decision }) => decision === 'allowed') ? EXIT.clean : EXIT.findings;
}

function accessOf(options: SimulateJobOptions, access: Access, lock: Lock, owner: string | undefined): JobAccess {
  const { token: tokenPath, claim: given } = options;
  const [issuer] = access.issuers;
  if (!issuer) throw new Error('bindings have an issuer');
  const roles = judgedRoles(access);
  if (tokenPath !== undefined) {
    const { claims, caveats, issuerHost = issuer.host } = readTokenFile(tokenPath);
    const event = typeof claims.event_name === 'string' ? claims.event_name : undefined;
    const token: JobToken = { claims, unknown: new Map() };
    const repository = typeof claims.repository === 'string' ? claims.repository : '';
    checkSame(repository, options.repository, owner);
    return { repository, tokens: [token], caveats, roles: judgeRoles(roles, [token], issuerHost, event) };
  }
  const fullName = fullNameOf(options.repository ?? '', owner);
  const repository = tokenRepository(fullName, access, lock);
  const job = jobOf(options, repository);
  const tokens = tokensOf(job, repository, issuer, given);
  return {
    repository: `${repository.owner}/${repository.name}`,
    tokens,
    caveats: [...caveatsOf(repository, job), ...refusal(job, repositoryAccess(fullName, access, lock))],
    roles: judgeRoles(roles, tokens, issuer.host, job.event),
  };
}

function checkSame(named: string, given: string | undefined, owner: string | undefined): void {
  if (given !== undefined && fullNameOf(given, owner).toLowerCase() !== named.toLowerCase())
    throw new UnusablePath(`the token is of the repository \`${named}\`, and --repository says \`${given}\``);
}

/** A repository's full name, where an owner may be left to the bindings. */
export function fullNameOf(given: string, owner: string | undefined): string {
  const fullName = given.includes('/') || owner === undefined ? given : `${owner}/${given}`;
  const [first = '', name = '', ...rest] = fullName.split('/');
  if (rest.length > 0 || !OWNER.test(first) || !REPOSITORY.test(name))
    throw new UnusablePath(`\`${given}\` is no repository: write \`owner/name\``);
  return fullName;
}

function jobOf(options: SimulateJobOptions, { defaultBranch }: TokenRepository): Job {
  const { environment, workflowRef, claim } = options;
  const event = options.event ?? claim?.get('event_name') ?? eventOf(options);
  const refs = [
    ...refOf(options.branch, '--branch', 'refs/heads/'),
    ...refOf(options.tag, '--tag', 'refs/tags/'),
    ...(options.pullRequest === undefined ? [] : [pullRequestRef(options.pullRequest)]),
    ...refOf(options.mergeQueue, '--merge-queue', '').map(mergeQueueRef),
  ];
  if (refs.length > 1)
    throw new UnusablePath('a run has one ref: give one of --branch, --tag, --pull-request, --merge-queue');
  const usual = defaultBranch === undefined ? undefined : `refs/heads/${defaultBranch}`;
  const ref = claim?.get('ref') ?? refs[0] ?? usual;
  if (event !== undefined) checkEvent(event, ref, usual);
  if (workflowRef !== undefined && !WORKFLOW_REF.test(workflowRef))
    throw new UnusablePath(`--workflow-ref \`${workflowRef}\`: write it as ${SAMPLE}`);
  // A job whose environment is empty, as an expression may be, is in none.
  return { event, ref, environment: environment === '' ? undefined : environment, workflowRef };
}

const WORKFLOW_REF = /^[^/@]+\/[^/@]+\/\.github\/workflows\/[^@]+@.+$/;
const SAMPLE = 'octo-org/web/.github/workflows/deploy.yml@refs/heads/main';

function eventOf({ pullRequest, mergeQueue }: SimulateJobOptions): string | undefined {
  if (pullRequest !== undefined) return 'pull_request';
  return mergeQueue === undefined ? undefined : 'merge_group';
}

function refOf(name: string | undefined, option: string, prefix: string): readonly string[] {
  if (name === undefined) return [];
  const short = prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const problem = refProblem(short);
  if (problem !== undefined) throw new UnusablePath(`${option} \`${name}\`: ${problem}`);
  return [`${prefix}${short}`];
}

function pullRequestRef(number: string): string {
  if (!/^[1-9][0-9]*$/.test(number)) throw new UnusablePath(`--pull-request \`${number}\`: give its number`);
  return `refs/pull/${number}/merge`;
}

/** Whether a run of this event can be on this ref. */
function checkEvent(event: string, ref = '', usual: string | undefined): void {
  const kind = EVENTS.get(event);
  const refuse = (message: string) => {
    throw new UnusablePath(`--event ${event}: ${message}`);
  };
  if (kind === undefined) {
    const best = nearest(event, [...EVENTS.keys()]);
    refuse(`GitHub has no such event${best === undefined ? '' : `, did you mean \`${best}\`?`}`);
  }
  if (kind === 'caller') refuse('a called workflow has the event of its caller: give that');
  if (kind === 'default-branch' && ref !== '' && usual !== undefined && ref !== usual)
    refuse(`its runs are on the default branch, ${usual}`);
  if (kind === 'pull-request' && !ref.startsWith('refs/pull/')) refuse('give the number of one with --pull-request');
  if (kind !== 'pull-request' && ref.startsWith('refs/pull/')) refuse('its runs are not on a ref of a pull request');
  if (kind === 'tag' && !ref.startsWith('refs/tags/')) refuse('its runs are on a tag: give --tag');
  if (kind === 'merge-queue' && !ref.includes('/gh-readonly-queue/')) refuse('give its base with --merge-queue');
}

function caveatsOf({ isLocked, forms, owner, name }: TokenRepository, { event, ref }: Job): readonly string[] {
  const full = `${owner}/${name}`;
  return [
    ...(isLocked || forms.length === 1
      ? []
      : [`The lock file does not know ${full}: taken are ids that no locked repository has.`]),
    ...(isLocked && forms.length > 1
      ? [`The lock file does not say which form of subject GitHub sends for ${full}: both are judged.`]
      : []),
    ...(ref === undefined ? ['The lock file does not say which branch is the default: --branch names one.'] : []),
    ...(event === 'pull_request'
      ? ['GitHub issues no token to pull requests from forks, and may issue none to those by Dependabot.']
      : []),
  ];
}

/** What keeps the job from being started at all. */
function refusal({ environment, ref }: Job, { rulesOf }: RepositoryAccess): readonly string[] {
  const rules = environment === undefined ? undefined : rulesOf(environment);
  if (!rules || ref === undefined || lets(rules, ref)) return [];
  return [`GitHub does not start such a job: \`${environment}\` lets in ${allowedText(rules)}, and not \`${ref}\`.`];
}

function jsonOf({ repository, tokens, roles }: JobAccess): object {
  const [first] = tokens;
  const subjects = [...new Set(tokens.map(({ claims }) => claims.sub))].filter((subject) => subject !== undefined);
  const { sub: _, ...claims } = first?.claims ?? {};
  return {
    repository,
    claims: { ...claims, ...(subjects.length > 0 && { sub: subjects.length === 1 ? subjects[0] : subjects }) },
    roles,
  };
}
