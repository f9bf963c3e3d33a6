import type { CloudFormationOutput } from '../cloudformation/output';
import { LIMITS } from '../cloudformation/template';
import { table } from './table';

/** The stack sets, what each holds, and how its template is to be handed over. */
export function stackSetTable({ stackSets }: CloudFormationOutput): string {
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  const rows = stackSets.map(({ set, templates: [template] }) => {
    const { resources = [], text = '' } = template ?? {};
    const bytes = text.length > LIMITS.inlineBytes ? `${text.length} bytes: only by --template-url` : '';
    return [set.name, count(set.accounts.length, 'account'), count(resources.length, 'resource'), set.template, bytes];
  });
  return table([['stack set', 'of', 'holds', 'template', ''], ...rows]);
}
