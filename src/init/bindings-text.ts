import type { Answers } from './questions';
import { yamlText as text } from '../bindings/yaml-text';

/** What GitHub says of the environment that the job runs in. */
export interface KnownEnvironment {
  readonly defaultBranch: string;
  /** Whether people protected it already, in a way that this file must not loosen. */
  readonly isProtected: boolean;
  /** Whether its rules let any branch through. */
  readonly isOpenToBranches: boolean;
}

/** A first bindings.yaml, with comments for who goes on from it. */
export function bindingsText(answers: Answers, known: KnownEnvironment): string {
  const { owner, repository, accountId, region, environment, preset, parameters, oidcProvider } = answers;
  const name = bindingName(answers);
  return `# Which GitHub Actions jobs may assume which AWS roles, and what those roles may do.
# Every key is explained in docs/bindings.md of oidc-bindings.
version: 1

github:
  owner: ${text(owner)}

accounts:
  production:
    id: '${accountId}'
    region: ${text(region)}
${oidcProvider === 'existing' ? '    oidc_provider: existing # looked up, and left to whoever manages it\n' : ''}
${environmentText(repository, environment, known)}bindings:
  ${name}:
    description: ${text(`What jobs of ${owner}/${repository} do in ${environment}`)}
    accounts: [production]
    trust: # who may assume the role: jobs in this environment of this repository, and nobody else
      - repository: ${text(repository)}
        environment: ${text(environment)}
${refText(known)}    permissions: # what the role may do; docs/presets.md has more
      - preset: ${preset}
${[...parameters].map(([key, value]) => `        ${key}: ${text(value)}\n`).join('')}    variables: # in the workflow: \${{ vars.AWS_ROLE_ARN }}
      AWS_ROLE_ARN: \${role.arn}
`;
}

/** The one binding's name, after the repository. */
export function bindingName({ repository }: Answers): string {
  const slug = repository
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 55);
  return `${slug || 'repository'}-deploy`;
}

function refText({ defaultBranch, isProtected, isOpenToBranches }: KnownEnvironment): string {
  if (!isProtected || !isOpenToBranches) return '';
  return `        claims: { ref: ${text(`refs/heads/${defaultBranch}`)} } # the rules of the environment let any branch through\n`;
}

function environmentText(
  repository: string,
  environment: string,
  { defaultBranch, isProtected }: KnownEnvironment,
): string {
  if (isProtected)
    return `# The environment \`${environment}\` is protected at GitHub, and not managed here. To manage it, declare it under \`repositories\`.\n\n`;
  return `repositories:
  ${text(repository)}:
    environments:
      ${text(environment)}: # without a rule any branch could use the environment, and with it the role
        deployment_branches: [${text(defaultBranch)}]
        # reviewers: { teams: [release-managers] } # on private repositories this takes GitHub Enterprise

`;
}
