import { renameOwner, renameRepository } from '../../support/github/rename';
import { renameKey } from '../../support/edits/input';
import { type Row, type Scene, binding, environments, repository } from './row';

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

const production = (scene: Scene) => {
  const found = environments(scene)['production'];
  if (!found) throw new Error('there is no production');
  return found;
};

const webAtGitHub = ({ world }: Scene) => {
  const found = world.owners['octo-org']?.repositories['web'];
  if (!found) throw new Error('there is no web');
  return found;
};

const respell = (scene: Scene, to: string) => {
  repository(scene).environments = renameKey(environments(scene), 'production', to);
  binding(scene, 'deploy').trust = [{ repository: 'web', environment: to }];
};

/** Edits of environments and of what protects them. */
export const ENVIRONMENT_ROWS: readonly Row[] = [
  {
    edit: 'An environment that exists is declared',
    alone: (scene) => (environments(scene)['preview'] = { deployment_branches: ['main'] }),
  },
  {
    edit: 'An environment is no longer declared',
    first: (scene) => (environments(scene)['preview'] = { deployment_branches: ['main'] }),
    alone: (scene) => delete environments(scene)['preview'],
  },
  {
    edit: 'The last environment is no longer declared',
    first: (scene) => {
      binding(scene, 'deploy').trust = [{ repository: 'web', branch: 'main' }];
    },
    alone: (scene) => delete repository(scene).environments,
  },
  {
    edit: 'An environment is no longer declared, and `lock --prune` is run before the apply',
    first: (scene) => {
      binding(scene, 'deploy').trust = [{ repository: 'web', branch: 'main' }];
    },
    alone: (scene) => delete environments(scene)['production'],
    lock: 'pruned',
  },
  {
    edit: 'An environment is no longer declared, and taken out of the lock file',
    first: (scene) => (environments(scene)['preview'] = { deployment_branches: ['main'] }),
    alone: (scene) => {
      delete environments(scene)['preview'];
      const entry = scene.lock.repositories?.['octo-org/web'];
      delete entry?.environments?.['preview'];
      delete entry?.['kept'];
    },
    lock: 'left',
  },
  {
    edit: 'An environment is spelled in other letter case, here and at GitHub',
    alone: (scene) => {
      respell(scene, 'Production');
      const found = webAtGitHub(scene);
      Object.assign(found, { environments: renameKey(found.environments, 'production', 'Production') });
    },
    said: (scene) =>
      (environments(scene)['Production'] = { ...environments(scene)['Production'], renamed_from: ['production'] }),
  },
  {
    edit: 'An environment gets another name',
    alone: (scene) => respell(scene, 'live'),
    loses: /environment production variable AWS_ROLE_ARN$/,
  },
  {
    edit: 'Reviewers are taken out',
    alone: (scene) => delete production(scene)['reviewers'],
  },
  { edit: 'The waiting time is shorter', alone: (scene) => (production(scene)['wait_timer'] = 5) },
  { edit: 'Administrators may bypass', alone: (scene) => (production(scene)['can_admins_bypass'] = true) },
  {
    edit: 'A branch rule is added',
    alone: (scene) => (production(scene)['deployment_branches'] = ['main', 'release/*']),
  },
  {
    edit: 'A branch rule is taken out',
    first: (scene) => {
      const rules = { '71': { kind: 'branch', pattern: 'main' }, '72': { kind: 'tag', pattern: 'v*' } } as const;
      Object.assign(webAtGitHub(scene).environments['production'] ?? {}, { policies: rules });
      production(scene)['deployment_tags'] = ['v*'];
    },
    alone: (scene) => delete production(scene)['deployment_tags'],
    loses: /rule tag v\*$/,
  },
  { edit: 'All branch rules are taken out', alone: (scene) => delete production(scene)['deployment_branches'] },
  {
    edit: 'Less protection, while the lock file does not know the environment yet',
    first: ({ lock }) =>
      Object.assign(lock.repositories?.['octo-org/web']?.environments ?? {}, { production: 'absent' }),
    alone: (scene) => (production(scene)['wait_timer'] = 5),
    stale: true,
    lock: 'left',
  },
];

/** Edits of variables. */
export const VARIABLE_ROWS: readonly Row[] = [
  {
    edit: 'A variable is taken out',
    alone: (scene) => delete binding(scene, 'deploy').variables,
    loses: /variable AWS_ROLE_ARN$/,
  },
  {
    edit: 'A variable gets another name',
    alone: (scene) => (binding(scene, 'deploy').variables = { ROLE: '${role.arn}' }),
    said: (scene) => (binding(scene, 'deploy').variables = { ROLE: '${role.arn}', AWS_ROLE_ARN: '${role.arn}' }),
  },
  {
    edit: 'A variable of an environment becomes one of the repository',
    alone: (scene) =>
      (binding(scene, 'deploy').variables = { AWS_ROLE_ARN: { value: '${role.arn}', scope: 'repository' } }),
    loses: /environment production variable AWS_ROLE_ARN$/,
  },
  {
    edit: 'A variable that exists is written',
    alone: (scene) => {
      webAtGitHub(scene).variables['REGION'] = 'us-east-1';
      binding(scene, 'adopted').variables = { REGION: 'us-east-2' };
    },
    said: (scene) => (binding(scene, 'adopted').variables = { REGION: { value: 'us-east-2', import: true } }),
  },
  {
    edit: '`import` of a variable is taken out',
    first: (scene) => {
      webAtGitHub(scene).variables['REGION'] = 'us-east-1';
      binding(scene, 'adopted').variables = { REGION: { value: 'us-east-2', import: true } };
    },
    alone: (scene) => (binding(scene, 'adopted').variables = { REGION: 'us-east-2' }),
  },
  {
    edit: 'A variable of the organization is published for fewer repositories',
    first: (scene) => (binding(scene, 'adopted').variables = { REGION: { value: 'us-east-2', scope: 'organization' } }),
    alone: (scene) => (binding(scene, 'adopted').variables = {}),
    loses: /variable REGION for 456789$/,
  },
];

/** Edits of the lock file by hand. */
export const LOCK_ROWS: readonly Row[] = [
  {
    edit: 'An id in the lock file is another',
    alone: ({ lock }) => {
      const entry = lock.repositories?.['octo-org/api'];
      if (entry) Object.assign(entry, { repository_id: '666666', subject_prefix: 'repo:octo-org/api' });
    },
    lock: 'left',
  },
  {
    edit: 'A repository in use is taken out of the lock file',
    alone: ({ lock }) => delete lock.repositories?.['octo-org/api'],
    lock: 'left',
  },
  { edit: 'What nothing uses is taken out of the lock file', alone: () => undefined, lock: 'pruned' },
];
