import { type Draft, type Edit, pickEntry } from './draft';
import { renameKey } from './input';

const NAMES = ['production', 'staging', 'prod', 'stage', 'live'];

/** Edits of accounts and of the issuer. */
export const ACCOUNT_EDITS: Readonly<Record<string, Edit>> = {
  'an account is renamed': (draft) => {
    const { input, pick, said } = draft;
    const found = pickEntry(draft, input.accounts);
    const to = pick(NAMES.filter((name) => !input.accounts[name]));
    if (!found || to === undefined) return;
    const [from, account] = found;
    if (said) account['stack'] ??= from;
    input.accounts = renameKey(input.accounts, from, to);
    const renamed = (name: string) => (name === from ? to : name);
    for (const binding of Object.values(input.bindings)) {
      binding.accounts = binding.accounts.map(renamed);
      const adopted = binding.role?.['import'];
      if (Array.isArray(adopted) && binding.role) binding.role['import'] = (adopted as string[]).map(renamed);
    }
  },
  'an account is retired': (draft) => {
    const found = pickEntry(draft, draft.input.accounts);
    if (found) found[1]['retired'] = true;
  },
  'an account is taken out': (draft) => {
    const { input, said } = draft;
    const gone = Object.keys(input.accounts).filter(
      (name) => !said || draft.applied.accounts[name]?.['retired'] === true,
    );
    const name = draft.pick(gone);
    if (name === undefined || Object.keys(input.accounts).length < 2) return;
    delete input.accounts[name];
    for (const [binding, own] of Object.entries(input.bindings)) {
      own.accounts = own.accounts.filter((each) => each !== name);
      if (own.accounts.length === 0) delete input.bindings[binding];
    }
  },
  'an OIDC provider is created by us': (draft) => setAccount(draft, 'oidc_provider', 'create'),
  'an OIDC provider is left to others': (draft) => setProvider(draft, 'existing'),
  'an OIDC provider is adopted': (draft) => setProvider(draft, 'import'),
  'audiences are written': (draft) => setAccount(draft, 'audiences', draft.pick([[], ['https://github.com/octo-org']])),
  'tags of an account are written': (draft) => setAccount(draft, 'tags', draft.pick([{ unit: 'shop' }, { cost: '7' }])),
  'a boundary of an account is written': (draft) =>
    setAccount(draft, 'permissions_boundary', draft.pick(['boundary', 'other-boundary'])),
  'a key of an account is taken out': (draft) => {
    const account = pickEntry(draft, draft.input.accounts)?.[1];
    const key = draft.pick(Object.keys(account ?? {}).filter((each) => !['id', 'region'].includes(each)));
    if (account && key !== undefined) delete account[key];
  },
  'a backend changes': (draft) =>
    setAccount(draft, 'backend', { s3: { bucket: 'octo-state', key: '${stack}', region: 'us-east-2' } }),
  'the issuer of the enterprise is trusted too': ({ input }) => {
    input.github['enterprise_issuer'] = { slug: 'octo-enterprise', keep_bare: true };
  },
  'the issuer is switched': ({ input, said }) => {
    if (!said || typeof input.github['enterprise_issuer'] === 'object')
      input.github['enterprise_issuer'] = 'octo-enterprise';
  },
  'the issuer is switched back': ({ input }) => {
    delete input.github['enterprise_issuer'];
  },
};

function setAccount(draft: Draft, key: string, value: unknown): void {
  const found = pickEntry(draft, draft.input.accounts);
  if (found) found[1][key] = value;
}

/** Only one that exists can be looked up or adopted, and it has to list the audience. */
function setProvider(draft: Draft, mode: 'existing' | 'import'): void {
  const found = pickEntry(draft, draft.input.accounts);
  if (found && Object.keys(draft.world.accounts[String(found[1]['id'])]?.oidcProviders ?? {}).length > 1)
    found[1]['oidc_provider'] = mode;
}
