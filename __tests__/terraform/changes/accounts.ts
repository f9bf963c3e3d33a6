import { renameKey } from '../../support/edits/input';
import { type Row, type Scene, account, binding } from './row';

const rename = (scene: Scene, from: string, to: string) => {
  scene.input.accounts = renameKey(scene.input.accounts, from, to);
  for (const each of Object.values(scene.input.bindings)) {
    each.accounts = each.accounts.map((name) => (name === from ? to : name));
    if (each.role?.['import']) each.role['import'] = each.accounts;
  }
};

const takeOut = ({ input }: Scene) => {
  delete input.accounts['staging'];
  delete input.bindings['adopted'];
  if (input.bindings['pinned']) input.bindings['pinned'].accounts = ['production'];
};

const toEnterprise = ({ input }: Scene) => {
  input.github['enterprise_issuer'] = 'octo-enterprise';
};

const beside = ({ input }: Scene) => {
  input.github['enterprise_issuer'] = { slug: 'octo-enterprise', keep_bare: true };
};

/** Edits of accounts, of their OIDC providers and of the issuer. */
export const ACCOUNT_ROWS: readonly Row[] = [
  {
    edit: 'An account gets another name',
    alone: (scene) => rename(scene, 'staging', 'sandbox'),
    said: (scene) => (account(scene, 'sandbox')['stack'] = 'staging'),
    loses: /variable PINNED_STAGING$/,
  },
  {
    edit: "An account gets another name, which stands in a role's",
    alone: (scene) => {
      rename(scene, 'production', 'live');
      account(scene, 'live')['stack'] = 'production';
    },
    said: (scene) => (binding(scene, 'templated').role = { name: 'templated-production' }),
    loses: /variable PINNED_PRODUCTION$/,
  },
  {
    edit: 'An account is retired',
    alone: (scene) => (account(scene, 'production')['retired'] = true),
    loses:
      /^role 111111111111\/(deploy|pinned|templated-production)$|^provider|variable (AWS_ROLE_ARN|PINNED_PRODUCTION)$/,
  },
  {
    edit: 'An account is retired in which roles and provider were adopted',
    first: (scene) => (binding(scene, 'pinned').accounts = ['production']),
    alone: (scene) => (account(scene, 'staging')['retired'] = true),
  },
  { edit: 'An account is taken out', alone: takeOut },
  {
    edit: 'An account is taken out after it was retired',
    first: (scene) => {
      binding(scene, 'pinned').accounts = ['production'];
      account(scene, 'staging')['retired'] = true;
    },
    alone: takeOut,
  },
  {
    edit: 'The id of an account is another',
    alone: (scene) => {
      scene.world.accounts['333333333333'] = { oidcProviders: {}, roles: {} };
      account(scene, 'production')['id'] = '333333333333';
    },
  },
  {
    edit: 'The backend of an account is another',
    alone: (scene) =>
      (account(scene, 'production')['backend'] = { s3: { bucket: 'octo', key: 'x', region: 'us-east-2' } }),
    elsewhere: true,
  },
  {
    edit: '`oidc_provider`: from `create` to `existing`',
    alone: (scene) => (account(scene, 'production')['oidc_provider'] = 'existing'),
  },
  {
    edit: '`oidc_provider`: from `create` to `import`',
    alone: (scene) => (account(scene, 'production')['oidc_provider'] = 'import'),
  },
  {
    edit: '`oidc_provider`: from `existing` to `import`',
    first: (scene) => (account(scene, 'staging')['oidc_provider'] = 'existing'),
    alone: (scene) => (account(scene, 'staging')['oidc_provider'] = 'import'),
  },
  {
    edit: '`oidc_provider`: from `existing` to `create`, where others made the provider',
    first: (scene) => (account(scene, 'staging')['oidc_provider'] = 'existing'),
    alone: (scene) => (account(scene, 'staging')['oidc_provider'] = 'create'),
    said: (scene) => (account(scene, 'staging')['oidc_provider'] = 'import'),
  },
  { edit: '`oidc_provider: import` is taken out', alone: (scene) => delete account(scene, 'staging')['oidc_provider'] },
  {
    edit: '`audiences` is taken out',
    first: (scene) => (account(scene, 'production')['audiences'] = ['https://github.com/octo-org']),
    alone: (scene) => delete account(scene, 'production')['audiences'],
  },
  {
    edit: 'The issuer becomes that of the enterprise',
    first: (scene) => (account(scene, 'staging')['oidc_provider'] = 'create'),
    alone: toEnterprise,
    said: (scene) => {
      beside(scene);
      account(scene, 'staging')['oidc_provider'] = 'import';
    },
  },
  {
    edit: '`keep_bare` is taken out',
    first: beside,
    alone: toEnterprise,
    loses: /^provider arn:aws:iam::111111111111:oidc-provider\/token.actions.githubusercontent.com$/,
  },
];
