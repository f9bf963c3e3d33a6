import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import type { Lock } from '../../bindings/lock';
import type { Severity } from '../../diagnostics/diagnostic';
import type { Rule } from '../rule';
import { hasWildcard, patternText } from '../subject-text';
import { requiredTexts, segmentTexts, trustEntries } from '../trusted';

/**
 * Workflows that are trusted at something that can be moved: a branch, a tag, or whatever the caller chooses.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
 */
export const movableWorkflowRef: Rule = {
  id: 'movable-workflow-ref',
  check({ access, bindings, lock }, report) {
    for (const resolved of trustEntries(access)) {
      const required = requiredTexts(bindings, resolved, 'job_workflow_ref');
      for (const { text, at } of [...required, ...segmentTexts(resolved, 'job_workflow_ref')]) {
        const fault = faultOf(patternText(text), resolved, lock);
        if (fault) report(at, fault.message, { severity: fault.severity });
      }
    }
  },
};

function faultOf(workflow: string, resolved: ResolvedEntry, lock: Lock): Fault | undefined {
  const at = workflow.indexOf('@');
  const ref = at < 0 ? '*' : workflow.slice(at + 1);
  if (at < 0 && !hasWildcard(workflow)) return undefined;
  if (/^[0-9a-f]{40}$/.test(ref)) return undefined;
  if (ref.startsWith('refs/pull/')) return { severity: 'error', message: ofPullRequest(workflow) };
  if (isAnyBranch(ref)) return { severity: 'error', message: inAnyVersion(workflow) };
  const [owner = '', name = ''] = workflow.split('/');
  const { defaultBranch } = lock.repositories.get(`${owner}/${name}`) ?? {};
  const isOwn = ownersOf(resolved).includes(owner.toLowerCase());
  if (isOwn && defaultBranch !== undefined && ref === `refs/heads/${defaultBranch}`)
    return { severity: 'info', message: atOwnBranch(workflow, `${owner}/${name}`, 'its default branch') };
  const [, usual] = /^refs\/heads\/(main|master)$/.exec(ref) ?? [];
  if (isOwn && defaultBranch === undefined && usual !== undefined && !hasWildcard(name))
    return { severity: 'info', message: atOwnBranch(workflow, `${owner}/${name}`, `\`${usual}\``) };
  return { severity: 'warning', message: movable(workflow, ref) };
}

interface Fault {
  readonly severity: Severity;
  readonly message: string;
}

/** A pattern that fits whatever branch somebody makes. */
function isAnyBranch(ref: string): boolean {
  const stem = ref.replace(/[*?]+$/, '');
  return stem !== ref && 'refs/heads/'.startsWith(stem);
}

function ownersOf({ entry, repositories }: ResolvedEntry): readonly string[] {
  return [...repositories.map(({ owner }) => owner), entry.owner ?? ''].map((owner) => owner.toLowerCase());
}

const COMMIT = 'name it at a commit: `…/deploy.yml@` and its 40 digits';

function inAnyVersion(workflow: string): string {
  return `\`${workflow}\` trusts the workflow in any version: whoever may push a branch there decides what is done with the role\n${COMMIT}`;
}

function ofPullRequest(workflow: string): string {
  return `\`${workflow}\` trusts the workflow as a pull request has it: whoever opens one decides what is done with the role\n${COMMIT}`;
}

function atOwnBranch(workflow: string, repository: string, branch: string): string {
  return `\`${workflow}\` is trusted as ${branch} has it: whoever may change that branch of \`${repository}\` decides what is done with the role\nprotect the branch, or ${COMMIT}`;
}

function movable(workflow: string, ref: string): string {
  const what = ref.startsWith('refs/tags/')
    ? 'a tag'
    : ref.startsWith('refs/heads/')
      ? 'a branch'
      : 'what is no commit';
  return `\`${workflow}\` is trusted at ${what}, which can become other code later\n${COMMIT}`;
}
