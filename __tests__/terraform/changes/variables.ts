import { type Row, binding, webAtGitHub } from './row';

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
