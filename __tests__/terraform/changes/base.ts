import { repository } from '../../support/terraform/least-world';
import type { Role, World } from '../../support/terraform/world';
import type { Input } from '../../support/edits/input';
import { newBinding } from '../../support/edits/binding-edits';
import { made } from '../../support/edits/github-edits';

const PRODUCTION = '111111111111';
const STAGING = '222222222222';
const ISSUER = 'token.actions.githubusercontent.com';

const BY_HAND: Role = {
  path: '/',
  description: 'Made by hand',
  trust: '{"Version":"2012-10-17","Statement":[]}',
  maxSessionDuration: 7200,
  permissionsBoundary: '',
  tags: { owner: 'others' },
  inline: {},
  attached: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
  uniqueId: 'AROABYHAND',
};

/** What every row begins with, applied. */
export function baseInput(): Input {
  return {
    github: { owner: 'octo-org' },
    accounts: {
      production: { id: PRODUCTION, region: 'us-east-2' },
      staging: { id: STAGING, region: 'us-east-2', oidc_provider: 'import' },
    },
    repositories: {
      web: {
        environments: {
          production: { deployment_branches: ['main'], reviewers: { teams: ['release-managers'] }, wait_timer: 10 },
        },
      },
      api: { subject_template: ['repo', 'context', 'repository_id'] },
    },
    bindings: {
      deploy: {
        ...newBinding('deploy', 'web', ['production']),
        trust: [{ repository: 'web', environment: 'production' }],
        variables: { AWS_ROLE_ARN: '${role.arn}' },
      },
      pinned: {
        ...newBinding('pinned', 'api', ['production', 'staging']),
        role: {
          name: 'pinned',
          permissions_boundary: 'boundary',
          tags: { team: 'web' },
          description: 'Reads',
          max_session_duration: '2h',
        },
        variables: { 'PINNED_${account.name}': '${role.arn}', REGION: { value: 'us-east-2', scope: 'organization' } },
      },
      templated: {
        ...newBinding('templated', 'api', ['production']),
        role: { name: '${binding.name}-${account.name}' },
        variables: { REGION: { value: 'us-east-2', scope: 'organization' } },
      },
      adopted: {
        ...newBinding('adopted', 'web', ['staging']),
        role: { name: 'by-hand', import: ['staging'], exclusive: false },
        variables: {},
      },
    },
  };
}

/** The world in which it is applied. */
export function baseWorld(): World {
  const provider = (id: string, url: string) => ({
    [`arn:aws:iam::${id}:oidc-provider/${url}`]: {
      url,
      clientIds: ['sts.amazonaws.com', 'https://github.com/octo-org'],
      thumbprints: [],
      tags: { owner: 'others' },
    },
  });
  return {
    accounts: {
      [PRODUCTION]: { oidcProviders: {}, roles: { other: { ...BY_HAND, uniqueId: 'AROAOTHER' } } },
      [STAGING]: {
        oidcProviders: { ...provider(STAGING, ISSUER), ...provider(STAGING, `${ISSUER}/octo-enterprise`) },
        roles: { 'by-hand': BY_HAND },
      },
    },
    owners: {
      'octo-org': {
        id: 123_456,
        repositories: {
          web: {
            ...repository(456_789),
            environments: { production: { ...made(), teams: [42], waitTimer: 10 }, preview: made() },
          },
          api: repository(456_790),
        },
        variables: {},
        teams: { 'release-managers': 42 },
      },
      'other-org': { id: 99, repositories: {}, variables: {}, teams: { 'release-managers': 43 } },
    },
    users: { monalisa: 7 },
  };
}
