import type { AccessPlan } from '../access-plan/access-plan';
import { table } from './table';

/** The stacks of a plan, and what they hold. */
export function stackTable({ protect, accounts, publish }: AccessPlan): string {
  const count = (n: number, what: string) => (n === 0 ? '' : `${n} ${what}${n === 1 ? '' : 's'}`);
  const rows = [
    ...protect.map(({ stack, environments }) => [stack, count(environments.length, 'environment')]),
    ...accounts.map(({ stack, id, roles }) => {
      const subjects = roles.flatMap(({ trust }) =>
        trust.flatMap(({ conditions }) =>
          conditions.filter(({ key }) => key.endsWith(':sub')).flatMap(({ values }) => values),
        ),
      );
      return [
        stack,
        [count(roles.length, 'role') || 'no roles', count(subjects.length, 'subject')].filter(Boolean).join(', '),
        `account ${id}`,
      ];
    }),
    ...publish.map(({ stack, variables, organizationVariables, subjectTemplates }) => [
      stack,
      [
        count(variables.length + organizationVariables.length, 'variable'),
        count(subjectTemplates.length, 'subject template'),
      ]
        .filter(Boolean)
        .join(', '),
    ]),
  ];
  return table([['stack', 'holds', ''], ...rows]);
}
