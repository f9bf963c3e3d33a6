import { renameOwner, renameRepository } from '../../support/github/rename';
import { newBinding } from '../../support/edits/binding-edits';
import { renameKey } from '../../support/edits/input';
import { type Row, type Scene, binding, repository } from './row';

const call = ({ input }: Scene, from: string, to: string) => {
  input.repositories = renameKey(input.repositories, from, to);
  for (const { trust } of Object.values(input.bindings))
    for (const entry of trust) if (entry['repository'] === from) entry['repository'] = to;
};

const rename = (scene: Scene, to: string, from = 'web') => {
  renameRepository(scene.world, `octo-org/${from}`, `octo-org/${to}`);
  call(scene, from, to);
};

/** Edits of repositories, of their subject templates and of the owner. */
export const REPOSITORY_ROWS: readonly Row[] = [
  {
    edit: 'A repository was renamed',
    alone: (scene) => rename(scene, 'shop'),
    said: (scene) => (repository(scene, 'shop').renamed_from = ['web']),
  },
  {
    edit: 'A repository was renamed twice before one apply',
    alone: (scene) => {
      rename(scene, 'site');
      rename(scene, 'shop', 'site');
    },
    said: (scene) => (repository(scene, 'shop').renamed_from = ['web', 'site']),
  },
  {
    edit: 'A repository was given other letter case',
    alone: (scene) => rename(scene, 'Web'),
    said: (scene) => (repository(scene, 'Web').renamed_from = ['web']),
  },
  {
    edit: 'A repository was renamed, and its environment is no longer declared',
    alone: (scene) => {
      rename(scene, 'shop');
      binding(scene, 'deploy').trust = [{ repository: 'shop', branch: 'main' }];
      repository(scene, 'shop').environments = {};
    },
    loses: /environment production variable AWS_ROLE_ARN$/,
  },
  {
    edit: 'A repository was renamed at GitHub, and the file says nothing of it',
    alone: ({ world }) => renameRepository(world, 'octo-org/web', 'octo-org/shop'),
    lock: 'left',
  },
  {
    edit: 'A repository was transferred to another owner',
    alone: (scene) => {
      renameRepository(scene.world, 'octo-org/web', 'other-org/web');
      call(scene, 'web', 'other-org/web');
    },
    said: (scene) => (binding(scene, 'deploy').variables = { AWS_ROLE_ARN: { value: '${role.arn}', import: true } }),
    // A team belongs to its organization.
    loses: /environment production team 42$/,
  },
  {
    edit: 'A repository in the list of `for_each_repository` was renamed',
    first: ({ input }) => {
      const each = { ...newBinding('each', 'web', ['production']), trust: [{ branch: 'main' }], variables: {} };
      input.bindings['each'] = Object.assign(each, { for_each_repository: ['web'] });
    },
    alone: (scene) => {
      rename(scene, 'shop');
      repository(scene, 'shop').renamed_from = ['web'];
      Object.assign(binding(scene, 'each'), { for_each_repository: ['shop'] });
    },
    said: (scene) => Object.assign(binding(scene, 'each'), { for_each_repository: { web: 'shop' } }),
  },
  {
    edit: 'A repository was renamed, and its owner too',
    alone: (scene) => {
      rename(scene, 'shop');
      renameOwner(scene.world, 'octo-org', 'octo-labs');
      scene.input.github.owner = 'octo-labs';
    },
    said: (scene) => {
      repository(scene, 'shop').renamed_from = ['web'];
      scene.input.github['renamed_from'] = ['octo-org'];
    },
  },
  {
    edit: '`subject_template` is written',
    alone: (scene) => (repository(scene).subject_template = ['repo', 'context', 'repository_id']),
  },
  {
    edit: '`subject_template` is taken out',
    alone: (scene) => delete repository(scene, 'api').subject_template,
  },
  {
    edit: '`subject_template: default`',
    alone: (scene) => (repository(scene, 'api').subject_template = 'default'),
    loses: /template$/,
  },
  {
    edit: 'The owner was renamed',
    alone: ({ world, input }) => {
      renameOwner(world, 'octo-org', 'octo-labs');
      input.github.owner = 'octo-labs';
    },
    said: ({ input }) => (input.github['renamed_from'] = ['octo-org']),
  },
  { edit: '`github.moving_to` is written', alone: ({ input }) => (input.github['moving_to'] = 'octo-labs') },
];
