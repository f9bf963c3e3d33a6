import type { Facts } from './facts';
import type { GitHub } from './github';
import { readResponse, repositoryResponse } from './responses';

/** A repository as GitHub knows it now. */
export interface Identity {
  /** In GitHub's letters, under its present name. */
  readonly fullName: string;
  readonly id: string;
  readonly ownerId: string;
  readonly isOrganization: boolean;
  /** What the same answer says besides. */
  readonly facts: Facts;
}

/** Asks who a repository is, under whatever name it has now; nothing if there is none that the token may see. */
export async function identify(github: GitHub, fullName: string): Promise<Identity | 'missing' | { refused: string }> {
  const [owner = '', repo = ''] = fullName.split('/');
  const answer = await github.get('/repos/{owner}/{repo}', { owner, repo });
  if (answer.kind === 'missing') return 'missing';
  if (answer.kind === 'refused') return { refused: answer.reason };
  const repository = readResponse(repositoryResponse, answer.data, fullName);
  const { id, owner: ownedBy, default_branch, visibility, archived } = repository;
  return {
    fullName: repository.full_name,
    id: String(id),
    ownerId: String(ownedBy.id),
    isOrganization: ownedBy.type === 'Organization',
    facts: {
      owner_id: String(ownedBy.id),
      repository_id: String(id),
      owner_type: ownedBy.type === 'Organization' || ownedBy.type === 'User' ? ownedBy.type : undefined,
      default_branch,
      visibility,
      archived,
    },
  };
}
