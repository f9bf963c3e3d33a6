import type { Binding, PresetEntry, StatementEntry } from '../../bindings/bindings';
import type { PolicyFiles } from '../../bindings/policy-file';
import { type PermissionsStatement, permissionsPolicyFile } from '../../bindings/schema/policy-file';
import type { TemplateScope } from '../../bindings/template';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf, location } from '../../diagnostics/source';
import { INLINE_POLICY_LENGTH } from '../../iam/iam-names';
import { type Statement, policyLength } from '../../iam/policy-document';
import type { AccountContext } from '../accounts/accounts';
import { type PlacedPolicy, managedPolicies } from './managed-policies';
import { type PolicyPlace, checkSids, policyActions, policyConditions, policyText } from './policy-text';
import { fromPreset } from './presets/from-preset';

/** A statement and where it is written. */
export interface PlacedStatement {
  readonly statement: Statement;
  /** The statement itself, in the bindings file or in a policy file; of a preset its name. */
  readonly at: Location;
  /** What the permissions entry that it comes from holds. */
  readonly from: 'statement' | 'file' | PresetEntry['preset'];
  /** The value in the bindings file that it comes from: the statement, the name of the file, that of the preset. */
  readonly entry: Location;
}

/** What a role may do. */
export interface PlacedPermissions {
  readonly statements: readonly PlacedStatement[];
  readonly managedPolicies: readonly PlacedPolicy[];
}

/** Resolves a binding's `permissions` in one account. */
export function resolvePermissions(
  { permissions = [] }: Binding,
  at: Location,
  account: AccountContext,
  scope: TemplateScope,
  files: PolicyFiles,
  problems: Problems,
): PlacedPermissions {
  const place = { scope, problems };
  const list = child(at, 'permissions');
  const policies = new Map<string, PlacedPolicy>();
  const statements: PlacedStatement[] = [];
  const fromPresets = new Set<string>();
  permissions.forEach((entry, i) => {
    const entryAt = child(list, i);
    for (const placed of managedPolicies(entry, account, entryAt, problems)) policies.set(placed.policy.arn, placed);
    if (entry.statement) statements.push(inlineStatement(entry.statement, child(entryAt, 'statement'), place));
    if (entry.file !== undefined) statements.push(...fileStatements(entry.file, child(entryAt, 'file'), files, place));
    for (const statement of entry.preset ? fromPreset(entry.preset, entryAt, account, scope, problems) : []) {
      const isTwice = fromPresets.has(JSON.stringify(statement));
      fromPresets.add(JSON.stringify(statement));
      const presetAt = child(entryAt, 'preset');
      if (!isTwice && entry.preset)
        statements.push({ statement, at: presetAt, entry: presetAt, from: entry.preset.preset });
    }
  });
  checkSids(statements, 'all permissions of a binding become one', problems);
  const placed = { statements, managedPolicies: [...policies.values()].toSorted(byArn) };
  checkSizes(placed, account, list, problems);
  return placed;
}

function byArn(a: PlacedPolicy, b: PlacedPolicy): number {
  return a.policy.arn < b.policy.arn ? -1 : 1;
}

function inlineStatement(entry: StatementEntry, at: Location, place: PolicyPlace): PlacedStatement {
  const statement: Statement = {
    sid: entry.sid,
    effect: entry.effect ?? 'Allow',
    actions: policyActions(entry.actions, child(at, 'actions'), place),
    notActions: policyActions(entry.not_actions, child(at, 'not_actions'), place),
    resources: resources(entry.resources, child(at, 'resources'), place),
    notResources: resources(entry.not_resources, child(at, 'not_resources'), place),
    principals: [],
    conditions: policyConditions(entry.conditions, child(at, 'conditions'), place),
  };
  return { statement, at, entry: at, from: 'statement' };
}

function fileStatements(
  path: string,
  at: Location,
  files: PolicyFiles,
  place: PolicyPlace,
): readonly PlacedStatement[] {
  const policy = files.read(path, permissionsPolicyFile, at);
  if (!policy) return [];
  return policy.value.Statement.map((entry: PermissionsStatement, i) => {
    const statementAt = child(location(policy.source), 'Statement', i);
    const statement: Statement = {
      sid: entry.Sid,
      effect: entry.Effect,
      actions: policyActions(entry.Action, child(statementAt, 'Action'), place),
      notActions: policyActions(entry.NotAction, child(statementAt, 'NotAction'), place),
      resources: resources(entry.Resource, child(statementAt, 'Resource'), place),
      notResources: resources(entry.NotResource, child(statementAt, 'NotResource'), place),
      principals: [],
      conditions: policyConditions(entry.Condition, child(statementAt, 'Condition'), place),
    };
    return { statement, at: statementAt, entry: at, from: 'file' };
  });
}

function resources(values: readonly string[] | undefined, at: Location, place: PolicyPlace): readonly string[] {
  return (values ?? []).flatMap((value, i) => {
    const resource = policyText(value, child(at, i), place);
    if (resource === undefined) return [];
    if (resource === '*' || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(resource)) return [resource];
    place.problems.error(
      'rejected-by-iam',
      child(at, i),
      `IAM would refuse \`${resource}\`: a resource is an ARN (\`arn:partition:service:region:account:resource\`), or \`*\``,
    );
    return [];
  });
}

function checkSizes(
  { statements, managedPolicies }: PlacedPermissions,
  { name, settings }: AccountContext,
  at: Location,
  problems: Problems,
): void {
  const length = statements.length === 0 ? 0 : policyLength(statements.map(({ statement }) => statement));
  if (length > INLINE_POLICY_LENGTH) {
    problems.error(
      'permissions-policy-too-long',
      keyOf(at),
      `the inline policy has ${length} characters in account \`${name}\`, and a role may have ${INLINE_POLICY_LENGTH}\nmove a part into a customer-managed policy (\`policy: NAME\`), or split the binding`,
    );
  }
  const quota = settings.quotas?.managed_policies_per_role ?? 20;
  if (managedPolicies.length > quota) {
    problems.error(
      'too-many-managed-policies',
      keyOf(at),
      `${managedPolicies.length} managed policies, and account \`${name}\` allows ${quota} on a role\nif AWS raised the quota (up to 25), say so in \`quotas.managed_policies_per_role\``,
    );
  }
}
