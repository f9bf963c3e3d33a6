import { repository } from './least-world';
import type { Owner } from '../github/world';
import type { World } from './world';

/** The account of the scenes. */
export const ACCOUNT = '111111111111';

/** The ARN of its OIDC provider for github.com. */
export const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

/** An organization with the repositories `web` and `api`, a team and a user; an account in which nothing is. */
export function scene(): World {
  return {
    accounts: { [ACCOUNT]: { oidcProviders: {}, roles: {} } },
    owners: { 'octo-org': octoOrg() },
    users: { monalisa: 7 },
  };
}

/** The organization by itself. */
export function octoOrg(): Owner {
  return {
    repositories: { web: repository(456789), api: repository(456790) },
    variables: {},
    teams: { 'release-managers': 42 },
  };
}

/** `bindings.yaml` with the one account `production`, given what it says of the account and what else is in the file. */
export function bindingsYaml(account: string, rest: string): string {
  return `version: 1
github: { owner: octo-org }
accounts:
  production: { id: '${ACCOUNT}', region: us-east-2${account && `, ${account}`} }
${rest}`;
}

/** The binding of `web`'s main branch to a role that reads. */
export const WEB_DEPLOY = `bindings:
  web-deploy:
    accounts: [production]
    trust: [{ repository: web, branch: main }]
    permissions: [{ managed: ReadOnlyAccess }, { statement: { actions: [s3:PutObject], resources: ['arn:aws:s3:::octo-web/*'] } }]
`;

/** `bindings.lock.yaml` for the two repositories, given the environments of `web` as a flow mapping. */
export function lockYaml(environments = '{}', name = 'web'): string {
  return `version: 1
repositories:
  octo-org/api:
    owner_id: '123456'
    repository_id: '456790'
    subject_prefix: repo:octo-org@123456/api@456790
  octo-org/${name}:
    owner_id: '123456'
    repository_id: '456789'
    subject_prefix: repo:octo-org@123456/${name}@456789
    environments: ${environments}
`;
}
