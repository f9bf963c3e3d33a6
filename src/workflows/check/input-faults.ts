import { child } from '../../diagnostics/source';
import { didYouMean } from '../../diagnostics/suggest';
import { type Partition, partitionOf } from '../../iam/partition';
import { REGIONS_DATE, isKnownRegion, regionNames } from '../../iam/regions';
import { contextsOf } from '../expression/template';
import { segmentsOf } from '../expression/segments';
import { asShown } from '../runs/runs';
import { isInput, meantInput } from './action-inputs';
import { type About, type LoginFault, type LoginVerdict, cannotTell, fails } from './login-verdict';
import { type LoginStep, inputPlace, knownInput } from './logins';
import type { LoginReason } from './reasons';

/** What is wrong with a step whatever the role says, which is in this partition as far as it is known. */
export function inputFaults(login: LoginStep, about: About, partition: Partition | undefined): readonly LoginVerdict[] {
  return [
    ...(login.isMissing ? [missingAction(login, about)] : []),
    ...regionFaults(login, about, partition),
    ...sessionNameFaults(login, about),
    ...durationFaults(login, about),
  ];
}

/** Inputs that the action does not know, and passes over. */
export function unknownInputs({ step }: LoginStep): readonly string[] {
  return [...step.with.keys()].filter((name) => !isInput(name));
}

/** What there is to say of an input that the action passes over. */
export function unknownInputFault(login: LoginStep, name: string): LoginFault {
  const meant = meantInput(name);
  return {
    rule: 'invalid-login-input',
    at: inputPlace(login, name),
    message: `the action has no input \`${name}\`${meant === undefined ? '' : `, did you mean \`${meant}\`?`}\nwhat it does not know it passes over`,
  };
}

function fault(reason: LoginReason, login: LoginStep, about: About, input: string, message: string): LoginVerdict {
  const at = login.step.with.has(input) ? inputPlace(login, input) : login.at;
  return fails(reason, about, { rule: 'invalid-login-input', at, message });
}

function missingAction(login: LoginStep, about: About): LoginVerdict {
  return fails('no-checkout', about, {
    rule: 'invalid-login-input',
    at: login.at,
    message: `\`${login.jobRun.name}\` uses an action of the repository before anything is checked out, so that the runner does not find it\nwrite \`$/path\` in place of \`./path\`, or check the repository out first`,
  });
}

function regionFaults(login: LoginStep, about: About, partition: Partition | undefined): readonly LoginVerdict[] {
  const region = knownInput(login, 'aws-region');
  if (region === undefined) return [];
  const misspelt = unknownInputs(login).find((name) => meantInput(name) === 'aws-region');
  if (region === '' && misspelt !== undefined)
    return [fails('region-missing', about, unknownInputFault(login, misspelt))];
  if (region === '') {
    const what = login.step.with.has('aws-region') ? '`aws-region` is empty' : 'the step has no `aws-region`';
    return [
      fault(
        'region-missing',
        login,
        about,
        'aws-region',
        `${what}, which the action requires\nadd it: \`aws-region: us-east-1\``,
      ),
    ];
  }
  if (!isKnownRegion(region))
    return [
      fault(
        'region-unknown',
        login,
        about,
        'aws-region',
        `there is no region \`${region}\`${didYouMean(region, regionNames(partition))}\nby AWS's list of ${REGIONS_DATE}: STS is asked in the region that the step names`,
      ),
    ];
  if (partition === undefined || partitionOf(region) === partition) return [];
  return [
    fault(
      'region-of-other-partition',
      login,
      about,
      'aws-region',
      `\`${region}\` is in the partition \`${partitionOf(region) ?? ''}\`, and the role in \`${partition}\`: STS of one knows nothing of the other\nname a region of \`${partition}\`, such as \`${regionNames(partition)[0] ?? ''}\``,
    ),
  ];
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** Names whose characters others choose: branches with a slash, titles with spaces. */
const OF_OTHERS = /^github\.(head_ref|event\..*\.(title|ref|head_branch|body|message|login))$/i;

function sessionNameFaults(login: LoginStep, about: About): readonly LoginVerdict[] {
  const text = login.step.with.get('role-session-name');
  if (text === undefined) return [];
  const name = knownInput(login, 'role-session-name');
  const words = segmentsOf(text)
    .map((segment) => (segment.kind === 'words' ? segment.text : ''))
    .join('');
  const wayOut = 'STS takes 2 to 64 letters, digits and `_+=,.@-`: name the session by `${{ github.run_id }}`, say';
  const shown = name === undefined ? text : shownName(name, login);
  if (
    (name === undefined && /[^\w+=,.@-]/.test(words)) ||
    (name !== undefined && name !== '' && !SESSION_NAME.test(name))
  )
    return [
      fault(
        'session-name-refused',
        login,
        about,
        'role-session-name',
        `STS refuses the session name \`${shown}\`\n${wayOut}`,
      ),
    ];
  const asked = contextsOf(text);
  const isOpen =
    (name === undefined && asked.some((context) => OF_OTHERS.test(context))) ||
    (asked.some(isRefName) && mayHaveSlash(login));
  return isOpen
    ? [
        cannotTell(
          'session-name-refused',
          about,
          `STS refuses the session name where \`${text.trim()}\` holds a slash or the like`,
        ),
      ]
    : [];
}

function isRefName(context: string): boolean {
  return context.toLowerCase() === 'github.ref_name';
}

/** Whether a run may be on a branch with a slash in its name, beside the one that stands for all. */
function mayHaveSlash({ jobRun: { run } }: LoginStep): boolean {
  return /^refs\/(heads|tags)\/\*$/.test(run.shown) || run.shown.includes('**');
}

/** The name with what the ref is shown as, whole or without `refs/…/`. */
function shownName(name: string, { jobRun: { run } }: LoginStep): string {
  const bare = (ref: string) => ref.replace(/^refs\/[^/]+\//, '');
  const whole = asShown(name, run);
  return run.ref === undefined ? whole : whole.replaceAll(bare(run.ref), bare(run.shown));
}

function durationFaults(login: LoginStep, about: About): readonly LoginVerdict[] {
  const text = knownInput(login, 'role-duration-seconds');
  if (text === undefined || text === '' || !(Number(text) < 900)) return [];
  return [
    fault(
      'session-too-short',
      login,
      about,
      'role-duration-seconds',
      `a session of ${text} s is asked for, and STS gives none under 900 s\nask for 900 or more`,
    ),
  ];
}

/** What `github.actor` in the name of a session means for bots, whose logins hold brackets. */
export function botSessionFault(login: LoginStep): LoginFault | undefined {
  const text = login.step.with.get('role-session-name') ?? '';
  if (!contextsOf(text).some((context) => /^github\.(actor|triggering_actor)$/i.test(context))) return undefined;
  return {
    rule: 'invalid-login-input',
    severity: 'info',
    at: child(login.step.at, 'with', 'role-session-name'),
    message:
      'a bot is called `name[bot]`, and STS refuses a session name with brackets\nname the session by `${{ github.run_id }}`',
  };
}
