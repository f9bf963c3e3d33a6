import { address } from '../../../access-plan/names';
import { formerNames } from '../../../access-plan/github/former-names';
import { type ExpandedBinding, keyOfRepository, mappingText } from '../../../access-plan/roles/expand';
import type { ResolvedRole } from '../../../access-plan/roles/roles';
import { keyOf } from '../../../diagnostics/source';
import type { ChangeContext, ChangeRule, ReportChange, StackPair } from '../context';
import { type ManagedObject, unescaped } from '../stack';
import { addressName, isAdopted, pinnedRole, roleIdentity } from '../words';

/**
 * A binding that is taken out takes its roles along, as everywhere in Terraform; but not one that was there before this program,
 * nor one whose name another binding goes on with, or whose repository has another name now. One that lives on keeps its policies.
 */
export const roleDestroyed: ChangeRule = {
  id: 'role-destroyed',
  check(context, report) {
    for (const pair of context.pairs) {
      for (const { before, fate } of pair.fates) {
        if (before.type !== 'aws_iam_role' || fate.kind !== 'destroyed') continue;
        const heir = heirOf(before, pair);
        const renamed = heir ? undefined : successorOf(before, pair, context);
        const released = releasedHeirOf(before, pair, context);
        if (heir) reportHeir(before, heir, pair, context, report);
        else if (renamed) reportRenamed(before, renamed, pair, context, report);
        else if (released) reportReleased(before, released, pair, context, report);
        else if (letsGo(before, context)) reportLeft(before, pair, context, report);
        else if (isAdopted(before, pair.before.imported)) reportAdopted(before, pair, context, report);
      }
      for (const { before, fate } of pair.fates)
        if (fate.kind === 'let go' && before.type === 'aws_iam_role') reportPolicies(before, pair, context, report);
    }
  },
};

/** Which policies Terraform has on a role is known from its former configuration alone. */
function reportPolicies(
  role: ManagedObject,
  { after, fates }: StackPair,
  { places, earlier }: ChangeContext,
  report: ReportChange,
): void {
  const lost = fates.flatMap(({ before, fate }) =>
    before.type === 'aws_iam_role_policy_attachment' &&
    fate.kind === 'destroyed' &&
    addressName(before).startsWith(`${addressName(role)}__`)
      ? [`\`${unescaped(before.body.policy_arn)}\``]
      : [],
  );
  if (lost.length === 0) return;
  report(places.binding(addressName(role))?.at ?? places.account(after.name), [
    `the role \`${roleIdentity(role).name}\` in \`${places.accountName(after.name)}\` is let go of, and would lose ${lost.join(', ')}`,
    'what lives on would be without these permissions, and nothing would give them back',
    `to leave it as it is: keep \`permissions\` as in ${earlier.label} until this is applied`,
  ]);
}

/** The role that has the name now; IAM ignores case in it. */
function heirOf(role: ManagedObject, { after }: StackPair): ManagedObject | undefined {
  const name = roleIdentity(role).name.toLowerCase();
  return [...after.objects.values()].find(
    (other) => other.type === role.type && roleIdentity(other).name.toLowerCase() === name,
  );
}

/** The role that is made in the place of another, since its repository is listed under another name: the lock knows both. */
function successorOf(role: ManagedObject, { after }: StackPair, { present }: ChangeContext): ResolvedRole | undefined {
  const { roles, released } = present.access;
  return [...roles, ...released].find(
    ({ account, binding }) =>
      account.stack === after.name && formerKey(binding, (address) => address === addressName(role)) !== undefined,
  );
}

/** The key by which a listed repository had a binding that Terraform knows by an address. */
function formerKey(
  { binding, at, repository }: ExpandedBinding,
  isIt: (address: string) => boolean,
): string | undefined {
  if (!repository || binding.for_each_repository instanceof Map) return undefined;
  const bases = [String(at.path.at(-1)), ...(binding.renamed_from ?? [])];
  return formerNames(repository)
    .map(({ name }) => keyOfRepository(name))
    .find((key) => bases.some((base) => isIt(address(`${base}-${key}`))));
}

function reportRenamed(
  before: ManagedObject,
  role: ResolvedRole,
  { after, fates }: StackPair,
  { places, present }: ChangeContext,
  report: ReportChange,
): void {
  const { binding, plan } = role;
  const { roles, released } = present.access;
  const made = roles.includes(role) ? `, and \`${plan.name}\` made in its place` : '';
  const gone = new Set(fates.flatMap((each) => (each.fate.kind === 'destroyed' ? [addressName(each.before)] : [])));
  const listed = [...roles, ...released].map((each) => each.binding).filter((each) => each.binding === binding.binding);
  const mapping = mappingText(listed, (each) => formerKey(each, (its) => gone.has(its)));
  report(keyOf(binding.at), [
    `the role \`${roleIdentity(before).name}\` in \`${places.accountName(after.name)}\` would be destroyed${made}: its repository is listed as \`${binding.repository?.fullName ?? ''}\` now`,
    'whatever names the old role stops working: running jobs, bucket and key policies, workflows',
    `to keep it: \`for_each_repository: ${mapping}\``,
  ]);
}

/** The binding that lets a role of this name go, and so would keep it, if it were known that the role was its own. */
function releasedHeirOf(
  role: ManagedObject,
  { after }: StackPair,
  { present }: ChangeContext,
): ExpandedBinding | undefined {
  const name = roleIdentity(role).name.toLowerCase();
  return present.access.released.find(
    ({ account, plan }) => account.stack === after.name && plan.name.toLowerCase() === name,
  )?.binding;
}

function reportReleased(
  role: ManagedObject,
  { name, at }: ExpandedBinding,
  { after }: StackPair,
  { places }: ChangeContext,
  report: ReportChange,
): void {
  const former = addressName(role);
  const { name: roleName } = roleIdentity(role);
  report(keyOf(at), [
    `the role \`${roleName}\` in \`${places.accountName(after.name)}\` would be destroyed: it is that of the binding \`${former}\`, which is gone`,
    `\`${name}\` lets a role of this name go, but Terraform does not know that the binding was called \`${former}\` before`,
    `to let the role live on, write in \`${name}\`: \`renamed_from: ${former}\``,
  ]);
}

/** Whether the binding lets go of its roles, and so not of this one only because it has left the account in the same change. */
function letsGo(role: ManagedObject, { present }: ChangeContext): boolean {
  return present.access.released.some(({ binding }) => address(binding.name) === addressName(role));
}

function reportLeft(role: ManagedObject, { after }: StackPair, { places }: ChangeContext, report: ReportChange): void {
  const name = addressName(role);
  const account = places.accountName(after.name);
  report(places.binding(name)?.at ?? places.account(after.name), [
    `the role \`${roleIdentity(role).name}\` in \`${account}\` would be destroyed: the binding lets go of its roles, and has left this account in the same change`,
    `to let it live on too: keep \`${account}\` in the accounts of the binding until \`release\` is applied`,
    'if it is meant to go: first leave the account, and apply that',
  ]);
}

function reportHeir(
  role: ManagedObject,
  heir: ManagedObject,
  { after }: StackPair,
  { places }: ChangeContext,
  report: ReportChange,
): void {
  const former = addressName(role);
  const binding = places.binding(addressName(heir));
  const isMoved = roleIdentity(role).path !== roleIdentity(heir).path;
  report(binding?.at ?? places.account(after.name), [
    `the role \`${roleIdentity(role).name}\` in \`${places.accountName(after.name)}\` would be destroyed and made anew: it was that of the binding \`${former}\`, and is now that of \`${binding?.name ?? addressName(heir)}\``,
    'to Terraform these are two roles of one name: it makes the new one, which fails, or destroys the old one with all that names it',
    `if the binding was renamed, write in it: \`renamed_from: ${former}\` and \`${pinnedRole(role, isMoved ? ['name', 'path'] : ['name'])}\``,
  ]);
}

function reportAdopted(
  role: ManagedObject,
  { after }: StackPair,
  { places, earlier }: ChangeContext,
  report: ReportChange,
): void {
  const name = addressName(role);
  const binding = places.binding(name);
  const { name: roleName } = roleIdentity(role);
  const account = places.accountName(after.name);
  report(binding?.at ?? places.account(after.name), [
    `the role \`${roleName}\` in \`${account}\` would be destroyed, although it was there before this program and was adopted by \`${name}\``,
    'others may rely on it, and what it was allowed is lost with it',
    binding
      ? `to let it live on: name \`${account}\` in its \`role.import\` as before, also where the binding has left the account`
      : `to let it live on: bring the binding \`${name}\` back from ${earlier.label}, add \`release: true\`, apply, and take it out after that`,
    'if it is yours to destroy: first take `import` out of `role` and apply that',
  ]);
}
