import { type Attributes, blocksOf, mapOf, textOf, textsOf } from '../plugin/value';
import type { Environment } from '../plugin/provider';
import { requireLength } from './validators';
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
  const region = textOf(config['region']);
  if (!REGIONS.includes(region)) throw new Error(`invalid AWS Region: ${region}`);
  const own = environment['AWS_ACCESS_KEY_ID'];
  if (own === undefined || own === '') throw new Error('No valid credential sources found');
  const [assumed] = blocksOf(config['assume_role']).map(assume);
  const account = assumed ?? own;
  const allowed = textsOf(config['allowed_account_ids']);
  if (allowed.length > 0 && !allowed.includes(account)) throw new Error(`AWS account ID not allowed: ${account}`);
  const [tags] = blocksOf(config['default_tags']).map(({ tags }) => mapOf(tags));
  return {
    world: worldFile(environment),
    account,
    partition: partition(region),
    defaultTags: tags ?? {},
  };
}

/** The account of a role that is assumed. The lengths are looked at by the provider, the characters only by STS. */
function assume({ role_arn: arn, external_id: id = null, session_name: name = null }: Attributes): string {
  requireLength('assume_role.0.external_id', id, 2, 1224);
  requireLength('assume_role.0.session_name', name, 2, 64);
  requireMatch('externalId', textOf(id), /^[\w+=,.@:/-]*$/);
  requireMatch('roleSessionName', textOf(name), /^[\w+=,.@-]*$/);
  return textOf(arn).split(':')[4] ?? '';
}

function requireMatch(argument: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value))
    throw new Error(
      `operation error STS: AssumeRole, https response error StatusCode: 400, RequestID: 0, api error ValidationError: ` +
        `1 validation error detected: Value '${value}' at '${argument}' failed to satisfy constraint: ` +
        `Member must satisfy regular expression pattern: ${pattern.source}`,
    );
}

/** The regions that the provider's library knows. */
const REGIONS = [
  'af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1',
  'ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1',
  'eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1',
  'me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2 cn-north-1 cn-northwest-1 us-gov-east-1',
  'us-gov-west-1 eusc-de-east-1 us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1 eu-isoe-west-1 us-isof-east-1',
  'us-isof-south-1',
].flatMap((line) => line.split(' '));

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
