import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { roleReplaced } from '../../src/lint/rules/role-replaced';
import { lintText } from '../support/lint-text';
import { noFiles } from '../support/no-files';

const LOCK = `version: 1
repositories:
  octo-org/web: { owner_id: '123456', repository_id: '456789', subject_prefix: 'repo:octo-org@123456/web@456789' }
`;

interface Account {
  readonly id: string;
  readonly region: string;
  readonly stack?: string;
  readonly values?: Readonly<Record<string, string>>;
}
interface Role {
  readonly name: string;
  readonly path?: string;
}
interface File {
  readonly accounts: Readonly<Record<string, Account>>;
  readonly former: readonly string[];
  readonly role: Role;
}

function text({ accounts, former, role }: File): string {
  const renamed = former.length > 0 ? { renamed_from: former } : {};
  const trust = [{ repository: 'web', branch: 'main' }];
  const binding = { accounts: 'all', ...renamed, role, trust, permissions: [{ managed: 'ReadOnlyAccess' }] };
  return stringify({ version: 1, github: { owner: 'octo-org' }, accounts, bindings: { shop: binding } });
}

/** ARNs of the roles, as resolved. */
function arns(file: File): readonly string[] {
  const [bindings] = parseBindings('bindings.yaml', text(file), noFiles);
  const [lock] = parseLock('bindings.lock.yaml', LOCK, true);
  if (!bindings) throw new Error('the file has errors');
  return resolveAccess(bindings, lock, noFiles)[0].plan.accounts.flatMap(({ roles }) => roles.map(({ arn }) => arn));
}

/** The same file before anything was renamed. */
function before({ accounts, former, role }: File): readonly string[] {
  const named = Object.entries(accounts).map(([name, { stack, ...account }]) => [stack ?? name, account] as const);
  const [bindings] = parseBindings(
    'bindings.yaml',
    text({ accounts: Object.fromEntries(named), former: [], role }).replace('shop:', `${former[0] ?? 'shop'}:`),
    noFiles,
  );
  const [lock] = parseLock('bindings.lock.yaml', LOCK, true);
  if (!bindings) throw new Error('the former file has errors');
  return resolveAccess(bindings, lock, noFiles)[0].plan.accounts.flatMap(({ roles }) => roles.map(({ arn }) => arn));
}

function said(file: File): readonly string[] {
  const { diagnostics } = lintText({ bindings: text(file), lock: LOCK, rules: [roleReplaced] });
  expect(diagnostics.filter(({ rule }) => rule !== 'role-replaced')).toEqual([]);
  return diagnostics.map(({ message }) => message);
}

/** The file with the advised line, and with the values that this asks for in each account. */
function advised(file: File, message: string): File {
  const line = /`(role: .*?\})`/.exec(message)?.[1] ?? '';
  const { role } = parse(line) as { readonly role: Partial<Role> };
  const was = new Map(before(file).map((arn) => [arn.split(':')[4], arn.split(':role')[1] ?? '']));
  const accounts = Object.entries(file.accounts).map(([name, account]) => {
    const [, role_path = '', role_name = ''] = /^(.*\/)(.*)$/.exec(was.get(account.id) ?? '') ?? [];
    return [name, { ...account, values: { ...account.values, role_name, role_path } }] as const;
  });
  return { ...file, role: { ...file.role, ...role }, accounts: Object.fromEntries(accounts) };
}

const piece = fc.constantFrom(
  'gha-',
  'x',
  '${binding.name}',
  '${account.name}',
  '${account.id}',
  '${account.values.who}',
);
const joined = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => `r${pieces.join('')}`);
const account = fc.record({
  stack: fc.boolean(),
  who: fc.constantFrom('one', '${account.name}-two', 'three-${account.id}'),
});

const files: fc.Arbitrary<File> = fc.record({
  accounts: fc
    .array(account, { minLength: 1, maxLength: 3 })
    .map((all) =>
      Object.fromEntries(
        all.map(({ stack, who }, i): [string, Account] => [
          `account-${i}`,
          { id: `${i}`.repeat(12), region: 'us-east-2', values: { who }, ...(stack && { stack: `former-${i}` }) },
        ]),
      ),
    ),
  former: fc.constantFrom([], ['deploy'], ['deploy', 'ship']),
  role: fc.oneof(
    joined.map((name) => ({ name })),
    fc.tuple(joined, joined).map(([name, path]) => ({ name, path: `/${path}/` })),
  ),
});

it('speaks where a renaming would replace a role, and its advice keeps every role', () => {
  fc.assert(
    fc.property(files, (file) => {
      const [former, present] = [before(file), arns(file)];
      const [message, ...more] = said(file);

      expect(more).toEqual([]);
      if (message === undefined) return expect([...present].sort()).toEqual([...former].sort());
      const kept = advised(file, message);
      expect(said(kept)).toEqual([]);
      expect([...arns(kept)].sort()).toEqual([...former].sort());
    }),
    { numRuns: 100 },
  );
});

it('can be waived at the key of the binding', () => {
  const file = {
    accounts: { production: { id: '111111111111', region: 'us-east-2' } },
    former: ['deploy'],
    role: { name: '${binding.name}' },
  };
  const waiver = '  # oidc-bindings: ignore[role-replaced] until=2027-03-31 nobody knows its ARN\n  shop:\n';
  const bindings = text(file).replace('  shop:\n', waiver);

  const { diagnostics, waived } = lintText({ bindings, lock: LOCK, rules: [roleReplaced] });

  expect(diagnostics).toEqual([]);
  expect(waived).toHaveLength(1);
});
