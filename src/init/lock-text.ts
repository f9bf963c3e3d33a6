import type { Answers } from './questions';
import { yamlText } from '../bindings/yaml-text';

/** What has to be known of a repository where GitHub did not answer. */
export interface FactsByHand {
  readonly ownerId: string;
  readonly repositoryId: string;
  readonly environmentExists: boolean;
}

/**
 * A lock file that says only what somebody typed: both forms of subject are trusted until `lock` knows more. An environment that
 * does not exist yet is declared beside it, and so one that Terraform may hold.
 */
export function lockText({ owner, repository, environment }: Answers, facts: FactsByHand): string {
  const { environmentExists: exists } = facts;
  return `version: 1
repositories:
  ${owner}/${repository}:
    owner_id: '${facts.ownerId}'
    repository_id: '${facts.repositoryId}'
    environments:
      ${yamlText(environment)}: ${exists ? '{}' : 'absent'}
${exists ? '' : `    kept:\n      - ${yamlText(environment)}\n`}`;
}
