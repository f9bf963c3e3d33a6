import { child, location } from '../../diagnostics/source';
import { contextsOf } from '../expression/template';
import type { Room } from '../runs/job-runs';
import type { CheckWorld } from './login-rows';
import type { LoginFault } from './login-verdict';
import { quoted } from './quoted';

/**
 * Jobs that are skipped always, because their `if` is decided before the job enters the environment whose variable it reads.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability
 */
export function skipFindings({ skipped }: Room, { isHidden, variables }: CheckWorld): readonly LoginFault[] {
  return skipped.map(({ workflow, job }): LoginFault => {
    const names = contextsOf(job.condition ?? '').flatMap(
      (context) => /^vars\.([^.]+)$/i.exec(context)?.[1]?.toUpperCase() ?? [],
    );
    const [name = ''] = names.filter(isHidden);
    return {
      rule: 'variable-out-of-scope',
      at: child(location(workflow.source), 'jobs', job.id, 'if'),
      message: `\`${name}\` is a variable of ${quoted(variables.environmentsOf(name), 'the environment')}, and the \`if\` of a job is decided outside of it: \`${job.id}\` never runs\nask in the \`if\` of its steps, or publish the variable with \`scope: repository\``,
    };
  });
}
