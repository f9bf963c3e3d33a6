import { address } from '../../../access-plan/names';
import type { ChangeContext, ChangeRule, ReportChange, StackPair } from '../context';
import type { ManagedObject } from '../stack';
import { unescaped } from '../stack';
import { roleIdentity } from '../words';

const VARIABLES: ReadonlySet<string> = new Set([
  'github_actions_variable',
  'github_actions_environment_variable',
  'github_actions_organization_variable',
]);

/**
 * A workflow reads the empty text from a variable that is not there, and its login fails. A variable may leave with the role that
 * it names, and stays for others to manage if it is let go.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export const variableLost: ChangeRule = {
  id: 'variable-lost',
  check(context, report) {
    for (const { before: stack, fates } of context.pairs) {
      for (const { before, fate } of fates) {
        if (!VARIABLES.has(before.type) || !publisherStays(before, context)) continue;
        if (fate.kind === 'destroyed' || fate.kind === 'replaced')
          reportLost(before, stack.owner ?? '', context, report);
        else if (fate.kind === 'kept') reportFewer(before, fate.as, stack.owner ?? '', context, report);
      }
    }
  },
};

function reportLost(variable: ManagedObject, owner: string, context: ChangeContext, report: ReportChange): void {
  const { places } = context;
  const name = unescaped(variable.body.variable_name);
  const fullName = `${owner}/${unescaped(variable.body.repository)}`;
  const { repository, environment } = variable.body;
  const place =
    repository === undefined
      ? `the organization \`${owner}\``
      : environment === undefined
        ? `\`${fullName}\``
        : `the environment \`${unescaped(environment)}\` of \`${fullName}\``;
  const [publisher] = publishedFor(variable, context);
  const binding = publisher && places.binding(address(publisher.role.binding.name));
  report(binding?.at ?? (repository === undefined ? places.owner : places.repository(fullName)), [
    `the variable \`${name}\` would be deleted from ${place}, although what it names stays`,
    `workflows that read \`\${{ vars.${name} }}\` there get nothing, and their logins fail`,
    'to keep it: publish it there as before. If no workflow reads it, waive this',
  ]);
}

/** A variable of the organization that fewer repositories would see. */
function reportFewer(
  before: ManagedObject,
  after: ManagedObject,
  owner: string,
  { places, present }: ChangeContext,
  report: ReportChange,
): void {
  const still = new Set(selected(after) ?? []);
  if (before.type !== 'github_actions_organization_variable' || selected(after) === undefined) return;
  const lost = selected(before)?.filter((id) => !still.has(id)) ?? [];
  if (lost.length === 0) return;
  const names = new Map(
    [...present.lock.repositories].flatMap(([fullName, { ids }]) => (ids ? [[ids.repository, fullName] as const] : [])),
  );
  const name = unescaped(before.body.variable_name);
  report(places.owner, [
    `the variable \`${name}\` of the organization \`${owner}\` would no longer be seen by ${lost.map((id) => `\`${names.get(id) ?? id}\``).join(', ')}`,
    `workflows there that read \`\${{ vars.${name} }}\` get nothing, and their logins fail`,
    'to keep it: publish it for them as before. If no workflow there reads it, waive this',
  ]);
}

/** Ids of the repositories that see a variable; nothing if all do, or all that are private. */
function selected({ body }: ManagedObject): readonly string[] | undefined {
  const { visibility, selected_repository_ids: ids } = body;
  return visibility === 'selected' ? (Array.isArray(ids) ? ids.map(String) : []) : undefined;
}

/** Told by the roles for which it is published, if they are known; else by the role that its value names, if it names one. */
function publisherStays(variable: ManagedObject, context: ChangeContext): boolean {
  const published = publishedFor(variable, context);
  if (published.length === 0) return !rolesThatLeave(context).has(unescaped(variable.body.value));
  return published.some(({ role }) =>
    context.present.access.roles.some(
      ({ account, binding, plan }) =>
        account.id === role.account.id && [binding.name, ...plan.formerNames].includes(role.binding.name),
    ),
  );
}

function publishedFor(variable: ManagedObject, { earlier }: ChangeContext): readonly Published[] {
  return (earlier.words?.access.variables ?? []).filter((each) => isSameVariable(each, variable));
}

type Published = NonNullable<ChangeContext['earlier']['words']>['access']['variables'][number];

function isSameVariable({ name, target }: Published, { body }: ManagedObject): boolean {
  return (
    name === unescaped(body.variable_name) &&
    (target.repository?.name ?? '') === unescaped(body.repository) &&
    (target.environment ?? '').toLowerCase() === unescaped(body.environment).toLowerCase()
  );
}

/** ARNs, without their partition, of the roles that go, or whose stack does. */
function rolesThatLeave({ earlier, pairs }: ChangeContext): ReadonlySet<string> {
  const paired = new Set(pairs.map(({ before }) => before.name));
  const gone = [...earlier.stacks.values()].filter(({ name }) => !paired.has(name));
  const roles = [
    ...pairs.flatMap(({ before, fates }: StackPair) =>
      fates
        .filter(({ fate }) => fate.kind === 'destroyed' || fate.kind === 'let go')
        .map((each) => [before, each.before] as const),
    ),
    ...gone.flatMap((stack) => [...stack.objects.values()].map((object) => [stack, object] as const)),
  ];
  return new Set(
    roles.flatMap(([{ accountId = '' }, role]) => {
      if (role.type !== 'aws_iam_role') return [];
      const { name, path } = roleIdentity(role);
      return ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'].map(
        (partition) => `arn:${partition}:iam::${accountId}:role${path}${name}`,
      );
    }),
  );
}
