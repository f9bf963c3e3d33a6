import type { TemplateScope } from '../bindings/template';
import { roleArn } from '../iam/arn';
import type { AccountContext } from './accounts/accounts';
import type { BindingIdentity } from './roles/expand';
import type { Repository } from './github/repositories';

/** What templates mean for a binding in an account, while its role's name is still being found. */
export function bindingScope(account: TemplateScope, { name, repository }: BindingIdentity): TemplateScope {
  return new Map([...account, ['binding.name', name], ...(repository ? repositoryEntries(repository) : [])]);
}

/** The same with the role. */
export function roleScope(scope: TemplateScope, account: AccountContext, path: string, name: string): TemplateScope {
  return new Map([...scope, ['role.name', name], ['role.arn', roleArn(account, path, name)]]);
}

/** The same for a variable at a repository, and in an environment if it has one. */
export function variableScope(scope: TemplateScope, repository?: Repository, environment?: string): TemplateScope {
  return new Map([
    ...scope,
    ...(repository ? repositoryEntries(repository) : []),
    ...(environment === undefined ? [] : [['environment', environment] as const]),
  ]);
}

function repositoryEntries({
  owner,
  name,
}: Pick<Repository, 'owner' | 'name'>): readonly (readonly [string, string])[] {
  return [
    ['repository.owner', owner],
    ['repository.name', name],
  ];
}
