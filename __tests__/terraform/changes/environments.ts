import { renameKey } from '../../support/edits/input';
import { type Row, type Scene, binding, environments, repository, webAtGitHub } from './row';

const production = (scene: Scene) => {
  const found = environments(scene)['production'];
  if (!found) throw new Error('there is no production');
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
    edit: 'An environment is no longer declared, and taken out of the lock file, by hand or by `lock --forget`',
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
