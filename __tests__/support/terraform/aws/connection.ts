import { type Attributes, blocksOf, mapOf, textOf, textsOf } from '../plugin/value';
import type { Environment } from '../plugin/provider';
import { type Account, change, readWorld, worldFile } from '../world';

/** A configured provider: the world's file, and the account that its credentials are of. */
export interface Aws {
  readonly world: string;
  readonly account: string;
  readonly partition: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/**
 * Whose credentials there are is said by `AWS_ACCESS_KEY_ID`, which here is the account's id; `assume_role` goes from there to
 * the account of the role.
 */
export function connect(config: Attributes, environment: Environment): Aws {
  const own = environment['AWS_ACCESS_KEY_ID'];
  if (own === undefined || own === '') throw new Error('No valid credential sources found');
  const [assumed] = blocksOf(config['assume_role']).map(({ role_arn: arn }) => textOf(arn).split(':')[4] ?? '');
  const account = assumed ?? own;
  const allowed = textsOf(config['allowed_account_ids']);
  if (allowed.length > 0 && !allowed.includes(account)) throw new Error(`AWS account ID not allowed: ${account}`);
  const [tags] = blocksOf(config['default_tags']).map(({ tags }) => mapOf(tags));
  return {
    world: worldFile(environment),
    account,
    partition: partition(textOf(config['region'])),
    defaultTags: tags ?? {},
  };
}

function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}

/** The account as it is. */
export function accountOf({ world, account }: Aws): Account {
  return readWorld(world).accounts[account] ?? { oidcProviders: {}, roles: {} };
}

/** Changes the account. */
export function changeAccount<T>({ world, account }: Aws, action: (account: Account) => T): T {
  return change(world, ({ accounts }) => action((accounts[account] ??= { oidcProviders: {}, roles: {} })));
}

/** An error as the SDK words it. */
export function refusal(operation: string, status: number, code: string, message: string): string {
  return `operation error IAM: ${operation}, https response error StatusCode: ${status}, RequestID: 0, ${code}: ${message}`;
}

/** Does something, and says of an error what was being done. */
export function during<T>(doing: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new Error(`${doing}: ${(error as Error).message}`);
  }
}

/** All tags that an object gets: the provider's, and the object's own, which win. */
export function allTags({ defaultTags }: Aws, planned: Attributes): Attributes {
  return { tags_all: { ...defaultTags, ...mapOf(planned['tags']) } };
}

/**
 * An object's tags as the two attributes for them. One that is as the provider's default is the object's own only if the state
 * has it so; those of AWS are nobody's.
 */
export function tagAttributes(
  { defaultTags }: Aws,
  tags: Readonly<Record<string, string>>,
  { tags: known = null }: Attributes,
): Attributes {
  const all = Object.entries(tags).filter(([name]) => !name.startsWith('aws:'));
  const own = all.filter(([name, value]) => defaultTags[name] !== value || mapOf(known)[name] === value);
  const none = own.length === 0 && Object.keys(mapOf(known)).length > 0 ? null : known;
  return { tags: own.length > 0 ? Object.fromEntries(own) : none, tags_all: Object.fromEntries(all) };
}
