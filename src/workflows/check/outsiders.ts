import { contextsOf } from '../expression/template';
import type { Step, Trigger, Workflow } from '../read/workflow';
import type { LoginRow } from './login-rows';
import type { LoginFault } from './login-verdict';
import { isCheckout } from './workspace';

/** Triggers that anybody who sees the repository can set off. */
const OPEN_TO_ALL = ['discussion', 'discussion_comment', 'fork', 'issue_comment', 'issues', 'watch'];

/** What asks who set the run off, or what did. */
const ASKS_WHO =
  /^github\.(actor|triggering_actor|event\.(.*author_association|sender|comment\.user|issue\.user|discussion\.user|workflow_run\.(event|head_repository|actor|triggering_actor|pull_requests)))/i;

/** What the one who set the run off has written. */
const THEIRS =
  /^github\.(head_ref|event\.(workflow_run\.(head_sha|head_branch|head_commit|head_repository|pull_requests)|pull_request\.head|issue\.(number|pull_request)|comment\.))/i;

/**
 * A login in a run that outsiders set off: it is on the default branch, and has its subject.
 * https://docs.github.com/en/actions/reference/security/secure-use
 */
export function outsiderFindings(row: LoginRow, workflows: readonly Workflow[]): readonly LoginFault[] {
  const { jobRun, login, verdict } = row;
  const { run, job } = jobRun;
  if (verdict === 'fails' || !isOpen(run.trigger, workflows)) return [];
  const conditions = [job.condition, login?.step.condition, jobRun.caller?.job.condition];
  if (conditions.some((text) => text !== undefined && contextsOf(text).some((context) => ASKS_WHO.test(context))))
    return [];
  const brings = job.steps.some(bringsTheirs);
  return [
    {
      rule: 'outsider-trigger-login',
      ...(brings ? { severity: 'error' as const } : {}),
      at: run.trigger.at,
      message: `\`${job.id}\` logs in on \`${run.event}\`, which outsiders set off, with the rights of the default branch${brings ? ', and checks out what they wrote' : ''}\nask in its \`if\` who set it off${run.event === 'workflow_run' ? " (`github.event.workflow_run.event == 'push'`)" : ' (`author_association`)'}, or log in on \`push\` or \`workflow_dispatch\``,
    },
  ];
}

function isOpen({ event, workflows: names = [] }: Trigger, all: readonly Workflow[]): boolean {
  if (event !== 'workflow_run') return OPEN_TO_ALL.includes(event);
  const awaited = all.filter(({ name, path }) => names.includes(name ?? path));
  return awaited.some(({ triggers }) => triggers.some((trigger) => /^pull_request/.test(trigger.event)));
}

function bringsTheirs(step: Step): boolean {
  if (isCheckout(step))
    return ['ref', 'repository'].some((name) =>
      contextsOf(step.with.get(name) ?? '').some((context) => THEIRS.test(context)),
    );
  return /\bgh\s+pr\s+checkout\b|\bgit\s+fetch\b[^\n]*\bpull\//.test(step.run ?? '');
}
