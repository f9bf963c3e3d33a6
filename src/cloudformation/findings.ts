import type { Access } from '../access-plan/resolve';
import { type CloudFormationFindingId, cloudFormationFindings } from '../diagnostics/cloudformation-findings';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { type Location, keyOf } from '../diagnostics/source';
import { leftStackSets } from './left-stack-sets';
import type { StackSets } from './manifest';
import { notDone } from './not-done';
import { reservedTexts } from './reserved-texts';
import type { PlannedStackSet } from './stack-sets';
import { type AccountTemplate, LIMITS } from './template';

/** What is to be written, what was written last, and where all of it comes from. */
export interface FindingsInput {
  readonly stackSets: readonly PlannedStackSet[];
  readonly before: StackSets;
  readonly access: Access;
  /** Where all accounts are. */
  readonly accountsAt: Location;
}

/** All there is to say about the templates and stack sets of an input. */
export function findings({ stackSets, before, access, accountsAt }: FindingsInput): readonly Diagnostic[] {
  const accountAt = (name?: string) => keyOf(access.accounts.find((each) => each.name === name)?.at ?? accountsAt);
  const all = stackSets.flatMap(({ templates }) => templates);
  // Stack sets of two partitions may share a template.
  const templates = [...new Map(stackSets.map(({ set, templates: [first] }) => [set.template, first] as const))];
  return [
    ...all.flatMap((template) => reserved(template, access, accountAt(template.account.name))),
    ...templates.flatMap(([path, template]) => (template ? tooLarge(path, template, accountAt) : [])),
    ...templates.flatMap(([path, template]) => (template ? cannot(path, template, accountAt) : [])),
    ...leftStackSets(stackSets, before, access.plan.accounts).map(({ account, lines }) =>
      finding('stack-set-left', lines, accountAt(account)),
    ),
  ];
}

function reserved(template: AccountTemplate, { roles }: Access, accountAt: Location): readonly Diagnostic[] {
  return reservedTexts(template.resources).map(({ resource, problem }) => {
    const role = roles.find(({ plan, account }) => plan === resource.role && account.id === template.account.id);
    const at = role ? keyOf(role.binding.at) : accountAt;
    return { rule: 'reserved-text', severity: 'error', message: problem, at, related: [] };
  });
}

function tooLarge(
  path: string,
  { account, resources, text }: AccountTemplate,
  accountAt: (name: string) => Location,
): readonly Diagnostic[] {
  const isLong = text.length > LIMITS.bytes;
  if (resources.length <= LIMITS.resources && !isLong) return [];
  const what = isLong ? `${text.length} bytes` : `${resources.length} resources`;
  const most = isLong ? `${LIMITS.bytes}` : `${LIMITS.resources}`;
  const lines = [
    `${path} has ${what}, and CloudFormation takes at most ${most}`,
    'split the bindings over two files of bindings, and give each its own `--out` and its own stack sets',
    'in one of the two the account has `oidc_provider: existing`, since only one stack can make the provider',
  ];
  return [finding('template-too-large', lines, accountAt(account.name))];
}

function cannot(
  path: string,
  { account, resources }: AccountTemplate,
  accountAt: (name: string) => Location,
): readonly Diagnostic[] {
  const sentences = notDone(resources);
  if (sentences.length === 0) return [];
  const lines = [`CloudFormation cannot do all that Terraform does for ${path}`, ...sentences];
  return [finding('not-in-cloudformation', lines, accountAt(account.name))];
}

function finding(rule: CloudFormationFindingId, lines: readonly string[], at: Location): Diagnostic {
  return { rule, severity: cloudFormationFindings[rule].severity, message: lines.join('\n'), at, related: [] };
}
