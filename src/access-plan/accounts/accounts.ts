import type { Account, Bindings } from '../../bindings/bindings';
import { type TemplateScope, expandTemplate } from '../../bindings/template';
import { type Problems, createProblems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf, location } from '../../diagnostics/source';
import type { AccountId } from '../../iam/arn';
import { type Partition, partitionOf } from '../../iam/partition';
import { type Issuer, hostKind, issuerOf } from '../../oidc/issuer';
import type { Entry } from '../access-plan';
import { resolveBoundary } from './boundaries';
import { tagEntries } from './tags';

/** An account with what follows from its settings. */
export interface AccountContext extends AccountId {
  readonly name: string;
  /** Name of its stack. */
  readonly stack: string;
  readonly region: string;
  readonly partition: Partition;
  readonly at: Location;
  readonly settings: Account;
  readonly values: ReadonlyMap<string, string>;
  readonly scope: TemplateScope;
  /** The same under the account's former name, which its stack is called by. */
  readonly formerScope?: TemplateScope;
  /** Tags of all that the stack makes. */
  readonly tags: readonly Entry[];
  /** ARN of the boundary of every role. */
  readonly boundary?: string;
}

/** What templates mean wherever an account is known. */
function accountScope({
  name,
  id,
  region,
  partition,
  values,
}: Pick<AccountContext, 'name' | 'id' | 'region' | 'partition' | 'values'>): TemplateScope {
  return new Map([
    ['account.name', name],
    ['account.id', id],
    ['account.region', region],
    ['account.partition', partition],
    ...[...values].map(([key, value]) => [`account.values.${key}`, value] as const),
  ]);
}

/** The accounts that can be worked with, in the order of their names. */
export function resolveAccounts(bindings: Bindings, problems: Problems): readonly AccountContext[] {
  const byId = new Map<string, Location>();
  const byStack = new Map<string, Location>();
  const contexts = [...bindings.accounts].flatMap(([name, { value: settings, at }]): readonly AccountContext[] => {
    const first = byId.get(settings.id);
    if (first)
      problems.error('duplicate-key', child(at, 'id'), `two accounts have the id ${settings.id}`, {
        message: 'the other one',
        at: child(first, 'id'),
      });
    byId.set(settings.id, at);
    const stack = settings.stack ?? name;
    const taken = byStack.get(stack);
    if (taken)
      problems.error(
        'duplicate-key',
        settings.stack === undefined ? keyOf(at) : child(at, 'stack'),
        `two accounts have the stack \`${stack}\``,
        { message: 'the other one', at: keyOf(taken) },
      );
    byStack.set(stack, at);
    const partition = partitionFor(settings, at, problems);
    if (!partition) return [];
    const basic = {
      name,
      stack,
      id: settings.id,
      region: settings.region ?? '',
      partition,
      at,
      settings,
      values: new Map<string, string>(),
    };
    const { values, scope } = withValues(basic, problems);
    return [
      {
        ...basic,
        values,
        scope,
        formerScope: stack === name ? undefined : withValues({ ...basic, name: stack }, createProblems()).scope,
        tags: tagEntries(settings.tags, scope, child(at, 'tags'), problems),
        boundary: accountBoundary(basic, scope, problems),
      },
    ];
  });
  return contexts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function partitionFor({ region }: Account, at: Location, problems: Problems): Partition | undefined {
  if (region === undefined) {
    problems.error('missing-key', keyOf(at), 'the key `region` is missing, here and in `defaults.account`');
    return undefined;
  }
  const partition = partitionOf(region);
  if (!partition) problems.error('invalid-value', child(at, 'region'), `\`${region}\` is not an AWS region`);
  return partition;
}

type BasicAccount = Omit<AccountContext, 'scope' | 'formerScope' | 'tags' | 'boundary'>;

function withValues(account: BasicAccount, problems: Problems): Pick<AccountContext, 'values' | 'scope'> {
  const values = expandValues(account.settings, accountScope(account), account.at, problems);
  return { values, scope: accountScope({ ...account, values }) };
}

function accountBoundary(account: BasicAccount, scope: TemplateScope, problems: Problems): string | undefined {
  const { permissions_boundary: given } = account.settings;
  const place = child(account.at, 'permissions_boundary');
  const text = given === undefined ? undefined : expandTemplate(given, scope, place, problems);
  return text === undefined ? undefined : resolveBoundary(account, text, place, problems);
}

function expandValues(
  { values = new Map() }: Account,
  scope: TemplateScope,
  at: Location,
  problems: Problems,
): ReadonlyMap<string, string> {
  return new Map(
    [...values].flatMap(([key, value]) => {
      const text = expandTemplate(value, scope, child(at, 'values', key), problems);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

/** The issuers whose tokens are trusted: one, or two while an enterprise switches to its own. */
export function issuersOf({ github, source }: Bindings, problems: Problems): readonly Issuer[] {
  const host = github.host ?? 'github.com';
  const own = github.enterprise_issuer;
  if (own === undefined) return [issuerOf(host)];
  if (hostKind(host) === 'ghes') {
    const at = keyOf(location(source, ['github', 'enterprise_issuer']));
    problems.error(
      'invalid-value',
      at,
      'a GitHub Enterprise Server has one issuer only: `enterprise_issuer` goes with github.com and GHE.com',
    );
    return [issuerOf(host)];
  }
  if (typeof own === 'string') return [issuerOf(host, own)];
  return own.keep_bare ? [issuerOf(host), issuerOf(host, own.slug)] : [issuerOf(host, own.slug)];
}
