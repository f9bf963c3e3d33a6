import { newBinding } from '../../support/edits/binding-edits';
import { type Row, type Scene, binding } from './row';

const role = (scene: Scene, name: string) => (binding(scene, name).role ??= {});

/** Edits of roles. */
export const ROLE_ROWS: readonly Row[] = [
  { edit: '`role.name` is another', alone: (scene) => (role(scene, 'pinned')['name'] = 'reader') },
  { edit: '`role.name` in other letter case', alone: (scene) => (role(scene, 'pinned')['name'] = 'Pinned') },
  { edit: '`role.path` is another', alone: (scene) => (role(scene, 'pinned')['path'] = '/ci/') },
  {
    edit: '`role.import` is written, for a role that exists',
    alone: ({ input }) => {
      input.bindings['other'] = { ...newBinding('other', 'web', ['production']), role: { name: 'other' } };
    },
    said: (scene) => (binding(scene, 'other').role = { name: 'other', import: ['production'], exclusive: false }),
  },
  { edit: '`role.import` is taken out', alone: (scene) => delete role(scene, 'adopted')['import'] },
  {
    edit: 'Boundary, tags, description and session length are taken out',
    alone: (scene) => (binding(scene, 'pinned').role = { name: 'pinned' }),
  },
  {
    edit: '`permissions_boundary: none`',
    alone: (scene) => (role(scene, 'pinned')['permissions_boundary'] = 'none'),
    loses: /permissionsBoundary$/,
  },
  {
    edit: '`tags: {}`',
    alone: (scene) => (role(scene, 'pinned')['tags'] = {}),
    loses: /tag team$/,
  },
  {
    edit: 'A permission is taken out',
    alone: (scene) => (binding(scene, 'pinned').permissions = [{ managed: 'ReadOnlyAccess' }]),
    loses: /policy permissions$/,
  },
  { edit: '`exclusive: false`', alone: (scene) => (role(scene, 'pinned')['exclusive'] = false) },
  {
    edit: '`exclusive: false` is taken out',
    alone: (scene) => delete role(scene, 'adopted')['exclusive'],
    loses: /policy arn:aws:iam::aws:policy\/AmazonS3ReadOnlyAccess$/,
  },
];
