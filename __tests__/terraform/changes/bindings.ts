import { renameKey } from '../../support/edits/input';
import { type Row, type Scene, account, binding } from './row';

const rename = (scene: Scene, from: string, to: string) => {
  scene.input.bindings = renameKey(scene.input.bindings, from, to);
};
const takeOut = (scene: Scene, name: string) => {
  delete scene.input.bindings[name];
};

/** Edits of bindings. */
export const BINDING_ROWS: readonly Row[] = [
  {
    edit: 'A binding gets another name, and its role with it',
    alone: (scene) => rename(scene, 'deploy', 'ship'),
    said: (scene) => {
      binding(scene, 'ship').renamed_from = ['deploy'];
      binding(scene, 'ship').role = { name: 'deploy' };
    },
  },
  {
    edit: 'A binding gets another name, its role has one of its own',
    alone: (scene) => rename(scene, 'pinned', 'reader'),
    said: (scene) => (binding(scene, 'reader').renamed_from = ['pinned']),
  },
  {
    edit: 'A binding gets another name twice before one apply',
    alone: (scene) => rename(scene, 'pinned', 'audit'),
    said: (scene) => (binding(scene, 'audit').renamed_from = ['pinned', 'reader']),
  },
  {
    edit: "A binding gets another name, which stands in its role's",
    alone: (scene) => {
      rename(scene, 'templated', 'reader');
      binding(scene, 'reader').renamed_from = ['templated'];
    },
    said: (scene) => (binding(scene, 'reader').role = { name: 'templated-production' }),
  },
  {
    edit: '`renamed_from` is taken out after the apply',
    first: (scene) => {
      rename(scene, 'pinned', 'reader');
      binding(scene, 'reader').renamed_from = ['pinned'];
    },
    alone: (scene) => delete binding(scene, 'reader').renamed_from,
  },
  {
    edit: 'A binding is taken out',
    alone: (scene) => takeOut(scene, 'deploy'),
    said: (scene) => (scene.input.bindings['deploy'] = released()),
  },
  {
    edit: 'A binding whose role was adopted is taken out',
    alone: (scene) => takeOut(scene, 'adopted'),
    said: (scene) => (scene.input.bindings['adopted'] = { ...adopted(), release: true }),
  },
  {
    edit: 'A binding is let go of',
    alone: (scene) => (binding(scene, 'pinned').release = true),
  },
  {
    edit: 'A binding is renamed and let go of at once',
    alone: (scene) => {
      rename(scene, 'pinned', 'reader');
      binding(scene, 'reader').release = true;
    },
    said: (scene) => (binding(scene, 'reader').renamed_from = ['pinned']),
  },
  {
    edit: 'A binding is taken out after it was let go of',
    first: (scene) => (binding(scene, 'pinned').release = true),
    alone: (scene) => takeOut(scene, 'pinned'),
  },
  {
    edit: 'A binding leaves an account',
    alone: (scene) => (binding(scene, 'pinned').accounts = ['staging']),
    loses: /^role 111111111111\/pinned$|variable PINNED_PRODUCTION$/,
  },
  {
    edit: 'A binding leaves an account in which its role was adopted',
    first: (scene) => (binding(scene, 'adopted').accounts = ['staging', 'production']),
    alone: (scene) => (binding(scene, 'adopted').accounts = ['production']),
  },
  {
    edit: 'A binding comes to an account',
    alone: (scene) => (binding(scene, 'deploy').accounts = ['production', 'staging']),
    said: (scene) => (binding(scene, 'deploy').variables = { 'AWS_ROLE_ARN_${account.name}': '${role.arn}' }),
    loses: /variable AWS_ROLE_ARN$/,
  },
  {
    edit: "Two bindings exchange their roles' names",
    alone: (scene) => {
      binding(scene, 'pinned').role = { ...binding(scene, 'pinned').role, name: 'deploy' };
      binding(scene, 'deploy').role = { name: 'pinned' };
    },
  },
  {
    edit: 'An account is retired and its binding let go of at once',
    alone: (scene) => {
      account(scene, 'production')['retired'] = true;
      binding(scene, 'pinned').release = true;
    },
    loses: /^role 111111111111\/(deploy|templated-production)$|^provider|variable AWS_ROLE_ARN$/,
  },
];

function released() {
  return {
    accounts: ['production'],
    trust: [{ repository: 'web', environment: 'production' }],
    permissions: [{ managed: 'ReadOnlyAccess' }],
    variables: { AWS_ROLE_ARN: '${role.arn}' },
    release: true,
  };
}

function adopted() {
  return {
    accounts: ['staging'],
    role: { name: 'by-hand', import: ['staging'], exclusive: false },
    trust: [{ repository: 'web', branch: 'main' }],
    permissions: [{ managed: 'ReadOnlyAccess' }],
  };
}
