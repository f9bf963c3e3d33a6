import type { ManagedObject, Stack } from './stack';

/** What Terraform would do to an object that it manages. */
export type Fate =
  | { readonly kind: 'kept'; readonly as: ManagedObject }
  /** Destroyed and made anew, because these attributes would change. */
  | { readonly kind: 'replaced'; readonly as: ManagedObject; readonly attributes: readonly string[] }
  /** Forgotten: it lives on, unmanaged. */
  | { readonly kind: 'let go' }
  | { readonly kind: 'destroyed' };

/** An object as it was, and what becomes of it. */
export interface ObjectFate {
  readonly before: ManagedObject;
  readonly fate: Fate;
}

/**
 * By type, the attributes that a provider cannot change in place; each with what it is where it is not set. What hangs on a role
 * follows the role. Types that are not here are not known.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role,
 * https://registry.terraform.io/providers/integrations/github/latest/docs
 */
const FORCES_REPLACEMENT: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(
  Object.entries<Readonly<Record<string, string>>>({
    aws_iam_openid_connect_provider: { url: '' },
    aws_iam_role: { name: '', path: '/' },
    aws_iam_role_policy: {},
    aws_iam_role_policy_attachment: {},
    aws_iam_role_policies_exclusive: {},
    aws_iam_role_policy_attachments_exclusive: {},
    github_repository_environment: { environment: '', repository: '' },
    github_repository_environment_deployment_policy: { environment: '', repository: '' },
    github_actions_variable: { repository: '', variable_name: '' },
    github_actions_environment_variable: { environment: '', repository: '', variable_name: '' },
    github_actions_organization_variable: { variable_name: '' },
    github_actions_repository_oidc_subject_claim_customization_template: { repository: '' },
  }),
);

/** Whether it is known when objects of a type are replaced. */
export function isKnownType(type: string): boolean {
  return FORCES_REPLACEMENT.has(type);
}

/**
 * What Terraform would do to each object of a stack, from nothing but its configuration before and after. It is a second opinion
 * on the blocks that keep things, and shares nothing with what decides them.
 */
export function fatesOf(before: Stack, after: Stack): readonly ObjectFate[] {
  return [...before.objects.values()].map((object) => ({ before: object, fate: fateOf(object, after) }));
}

function fateOf(object: ManagedObject, after: Stack): Fate {
  const path = placesOf(object.address, after);
  const as = after.objects.get(path.at(-1) ?? '');
  if (as?.type === object.type) {
    const attributes = changedIdentity(object, as);
    return attributes.length > 0 ? { kind: 'replaced', as, attributes } : { kind: 'kept', as };
  }
  return path.some((address) => isLetGo(address, after)) ? { kind: 'let go' } : { kind: 'destroyed' };
}

/** The addresses to which `moved` blocks lead, one after the other. */
function placesOf(address: string, { moved }: Stack): readonly string[] {
  const path = [address];
  for (let next = moveOf(address, moved); next !== undefined && !path.includes(next); next = moveOf(next, moved))
    path.push(next);
  return path;
}

/** A move of a whole resource moves its instances. */
function moveOf(address: string, moved: Stack['moved']): string | undefined {
  const whole = wholeResource(address);
  const target = moved.get(address);
  if (target !== undefined || whole === address) return target;
  const to = moved.get(whole);
  return to === undefined ? undefined : `${to}${address.slice(whole.length)}`;
}

function isLetGo(address: string, { letGo }: Stack): boolean {
  return letGo.has(address) || letGo.has(wholeResource(address));
}

/** The address without the key of an instance. */
function wholeResource(address: string): string {
  return address.replace(/\[.*$/s, '');
}

function changedIdentity(before: ManagedObject, after: ManagedObject): readonly string[] {
  const defaults = FORCES_REPLACEMENT.get(before.type) ?? {};
  return Object.entries(defaults)
    .filter(([name, usual]) => JSON.stringify(before.body[name] ?? usual) !== JSON.stringify(after.body[name] ?? usual))
    .map(([name]) => name);
}
