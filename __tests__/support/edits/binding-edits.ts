import { type Draft, type Edit, pickEntry } from './draft';
import { type BindingText, renameKey } from './input';

const NAMES = ['deploy', 'build', 'ship', 'ops', 'audit', 'pages'];
const READ = { managed: 'ReadOnlyAccess' };
const WRITE = { statement: { actions: ['s3:PutObject'], resources: ['arn:aws:s3:::octo-web/*'] } };
const LOGS = { managed: 'CloudWatchLogsReadOnlyAccess' };

/** Edits of bindings and of their roles. */
export const BINDING_EDITS: Readonly<Record<string, Edit>> = {
  'a binding is renamed': (draft) => {
    const found = pickEntry(draft, draft.input.bindings);
    const to = freeName(draft);
    if (!found || to === undefined) return;
    const [from, binding] = found;
    if (draft.said) {
      binding.renamed_from = [...(binding.renamed_from ?? []), from];
      const { name = from, path } = binding.role ?? {};
      const pinned = { name: (name as string).replace('${binding.name}', from) };
      binding.role = {
        ...binding.role,
        ...pinned,
        ...(path !== undefined && { path: (path as string).replace('${binding.name}', from) }),
      };
    }
    draft.input.bindings = renameKey(draft.input.bindings, from, to);
  },
  'former names of a binding are taken out': (draft) => {
    delete pickEntry(draft, draft.input.bindings)?.[1].renamed_from;
  },
  'a binding is taken out': ({ input, pick }) => {
    delete input.bindings[pick(Object.keys(input.bindings)) ?? ''];
  },
  'a binding is released': (draft) => {
    const found = pickEntry(draft, draft.input.bindings);
    if (found) found[1].release = true;
  },
  'a released binding is taken out': ({ input, pick }) => {
    const released = Object.keys(input.bindings).filter((name) => input.bindings[name]?.release);
    delete input.bindings[pick(released) ?? ''];
  },
  'a binding is added': (draft) => {
    const name = freeName(draft);
    const repository = draft.pick(Object.keys(draft.input.repositories));
    if (name === undefined || repository === undefined) return;
    draft.input.bindings[name] = newBinding(name, repository, Object.keys(draft.input.accounts));
  },
  'a role is adopted': (draft) => {
    const name = freeName(draft);
    const repository = draft.pick(Object.keys(draft.input.repositories));
    const account = pickEntry(draft, draft.input.accounts);
    const taken = new Set(Object.values(draft.input.bindings).map(({ role }) => role?.['name']));
    const roles = Object.keys(draft.world.accounts[String(account?.[1]['id'])]?.roles ?? {});
    const role = draft.pick(roles.filter((each) => !taken.has(each) && !draft.input.bindings[each]));
    if (name === undefined || repository === undefined || !account || role === undefined) return;
    const adopted = { name: role, import: [account[0]], ...(draft.said && { exclusive: false }) };
    draft.input.bindings[name] = { ...newBinding(name, repository, [account[0]]), role: adopted };
  },
  'an adoption is over': (draft) => {
    delete pickEntry(draft, draft.input.bindings)?.[1].role?.['import'];
  },
  'a binding leaves an account': (draft) => {
    const found = pickEntry(draft, draft.input.bindings);
    const account = draft.pick(found?.[1].accounts ?? []);
    if (found && found[1].accounts.length > 1) found[1].accounts = found[1].accounts.filter((each) => each !== account);
  },
  'a binding comes to an account': (draft) => {
    const found = pickEntry(draft, draft.input.bindings);
    const account = draft.pick(Object.keys(draft.input.accounts));
    if (found && account !== undefined && !found[1].accounts.includes(account))
      found[1].accounts = [...found[1].accounts, account];
  },
  'a role gets another name': (draft) =>
    setRole(draft, 'name', draft.pick(['renamed', '${binding.name}-${account.name}'])),
  'a role gets another path': (draft) => setRole(draft, 'path', draft.pick(['/', '/ci/', '/${binding.name}/'])),
  'tags of a role are written': (draft) => setRole(draft, 'tags', draft.pick([{}, { team: 'web' }])),
  'a description is written': (draft) => setRole(draft, 'description', draft.pick(['', 'Deploys'])),
  'a session length is written': (draft) => setRole(draft, 'max_session_duration', draft.pick(['1h', '2h'])),
  'a boundary is written': (draft) =>
    setRole(draft, 'permissions_boundary', draft.pick(['boundary', 'none', 'other-boundary'])),
  'policies of others may stay': (draft) => setRole(draft, 'exclusive', false),
  'a key of a role is taken out': (draft) => {
    const role = pickEntry(draft, draft.input.bindings)?.[1].role;
    const key = draft.pick(Object.keys(role ?? {}).filter((each) => !['name', 'path', 'import'].includes(each)));
    if (role && key !== undefined) delete role[key];
  },
  'permissions change': (draft) => {
    const found = pickEntry(draft, draft.input.bindings);
    if (found) found[1].permissions = draft.pick([[READ], [READ, WRITE], [LOGS, WRITE], []]) ?? [];
  },
  'variables are taken out': (draft) => {
    delete pickEntry(draft, draft.input.bindings)?.[1].variables;
  },
  'a variable is renamed': (draft) => {
    const found = pickEntry(draft, draft.input.bindings);
    if (found?.[1].variables)
      found[1].variables = { [`NEW_${found[0]}_\${account.name}`]: Object.values(found[1].variables)[0] };
  },
  'a variable gets another scope': (draft) => {
    const found = pickEntry(draft, draft.input.bindings);
    const scope = draft.pick(['repository', 'organization']);
    if (found) found[1].variables = { [`${found[0]}_\${account.name}`]: { value: '${role.arn}', scope } };
  },
};

/** A binding by which a branch of a repository gets a role in these accounts. */
export function newBinding(name: string, repository: string, accounts: readonly string[]): BindingText {
  return {
    accounts,
    trust: [{ repository, branch: 'main' }],
    permissions: [READ, WRITE],
    variables: { [`${name}_\${account.name}`]: '${role.arn}' },
  };
}

function setRole(draft: Draft, key: string, value: unknown): void {
  const found = pickEntry(draft, draft.input.bindings);
  if (found) found[1].role = { ...found[1].role, [key]: value };
}

function freeName({ input, pick }: Draft): string | undefined {
  return pick(NAMES.filter((name) => !input.bindings[name]));
}
