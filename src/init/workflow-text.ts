import { partitionOf, stsAudience } from '../iam/partition';
import type { KnownEnvironment } from './bindings-text';
import type { Answers } from './questions';
import { yamlText } from './yaml-text';

/** Actions that the workflow uses, at a commit: a tag can be moved. */
const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
const CREDENTIALS = 'aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3';

/** A workflow for the repository whose last step proves the login. */
export function workflowText(answers: Answers, { defaultBranch }: KnownEnvironment): string {
  const { owner, repository, environment } = answers;
  return `# Goes to .github/workflows/deploy.yml of the repository ${owner}/${repository}, once the role is applied.
name: Deploy

on:
  push:
    branches: [${yamlText(defaultBranch)}]
  workflow_dispatch:

permissions: {}

jobs:
  deploy:
    runs-on: ubuntu-24.04
    environment: ${yamlText(environment)} # puts the environment into the token, and its variables into \`vars\`
    permissions:
      id-token: write # the job may ask GitHub for a token
      contents: read # listing one permission drops all others, and checkout needs this one
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false

      - uses: ${CREDENTIALS}
        with:
          role-to-assume: \${{ vars.AWS_ROLE_ARN }}
          aws-region: \${{ vars.AWS_REGION }}
${audience(answers)}
      - name: Say which role this is
        run: aws sts get-caller-identity
`;
}

/** The action asks for the audience of the commercial partition unless it is told another. */
function audience({ region }: Answers): string {
  const partition = partitionOf(region);
  const own = partition && stsAudience(partition);
  return own === undefined || own === 'sts.amazonaws.com' ? '' : `          audience: ${own}\n`;
}
