import { octoOrg } from './scene';
import { openEnvironment } from './least-world';
import type { Environment, Repository } from '../github/world';
import { type Workspace, openWorkspace } from './workspace';

/** The stack that these tests write. */
export const STACK = 'by-hand';

/** A configuration written by hand, with what Terraform does of it; it runs on the stand-in and on the real provider alike. */
export interface GitHubStack extends Omit<Workspace, 'plan' | 'apply' | 'write' | 'changed'> {
  /** Replaces the configuration by these blocks, given the arguments of the provider. */
  readonly declare: (blocks: object, provider?: object) => void;
  /** Plans: changes and errors. */
  readonly plan: Workspace['plan'] extends (stack: string, ...rest: infer R) => infer P ? (...rest: R) => P : never;
  readonly apply: () => void;
  /** What the last plan would change of a resource. */
  readonly changed: (address: string) => ReturnType<Workspace['changed']>;
  readonly repository: (name?: string) => Repository;
  readonly environment: (repository?: string) => Environment | undefined;
}

/** An organization `octo-org`, and a configuration in which nothing is declared. */
export function openGitHubStack(): GitHubStack {
  const workspace = openWorkspace({ accounts: {}, owners: { 'octo-org': octoOrg() }, users: { monalisa: 7 } });
  const repository = (name = 'web') => {
    const found = workspace.world().owners['octo-org']?.repositories[name];
    if (!found) throw new Error(`there is no repository ${name}`);
    return found;
  };
  return {
    ...workspace,
    declare: (blocks, provider = { owner: 'octo-org' }) =>
      workspace.writeStack(STACK, {
        terraform: { required_providers: { github: { source: 'integrations/github' } } },
        provider: { github: provider },
        ...blocks,
      }),
    plan: (extra) => workspace.plan(STACK, extra),
    apply: () => workspace.apply(STACK),
    changed: (address) => workspace.changed(STACK, address),
    repository,
    environment: (name) => repository(name).environments['production'],
  };
}

/** Puts an environment into `web`, as somebody else would. */
export function addEnvironment({ change }: GitHubStack, name: string, settings: Partial<Environment> = {}): void {
  change(({ owners }) => {
    const environments = owners['octo-org']?.repositories['web']?.environments;
    if (environments) environments[name] = { ...openEnvironment(), ...settings };
  });
}
