import { type Answer, NOT_FOUND, type Request, done, found, pageOf, refuse } from './answer';
import { type Found, isPrivate, ownerId } from './world';

/** What GitHub says of a repository: of the many fields those that clients here read. */
export function repositoryJson({ login, owner, name, repository }: Found): object {
  const { id, visibility = 'private', defaultBranch = 'main', archived = false, licensed, pages = false } = repository;
  return {
    id,
    node_id: `R_${id}`,
    name,
    full_name: `${login}/${name}`,
    owner: { login, id: ownerId(owner), type: owner.type ?? 'Organization' },
    private: isPrivate(repository),
    visibility,
    default_branch: defaultBranch,
    archived,
    fork: false,
    topics: [],
    has_pages: pages,
    license: licensed ? { key: 'mit', name: 'MIT License', spdx_id: 'MIT' } : null,
  };
}

/** `GET …/license` */
export function getLicense({ repository }: Found): Answer {
  if (!repository.licensed) return NOT_FOUND;
  return found({ name: 'LICENSE', path: 'LICENSE', type: 'file', encoding: 'base64', content: 'TUlU' });
}

/** `GET …/pages` */
export function getPages({ repository }: Found): Answer {
  return repository.pages ? found({ status: 'built', source: { branch: 'main', path: '/' } }) : NOT_FOUND;
}

/** `GET …/branches` */
export function listBranches({ repository }: Found, request: Request): Answer {
  const { protectedBranches = [], defaultBranch = 'main' } = repository;
  const all = request.query.get('protected') === 'true' ? protectedBranches : [defaultBranch, ...protectedBranches];
  return pageOf(request, [...new Set(all)], (page) =>
    page.map((name) => ({ name, protected: protectedBranches.includes(name), commit: { sha: 'c0ffee' } })),
  );
}

/** `GET …/properties/values` */
export function listProperties({ repository }: Found): Answer {
  const all = Object.entries(repository.properties ?? {});
  return found(all.map(([property_name, value]) => ({ property_name, value })));
}

/** `GET …/actions/permissions/workflow` */
export function getWorkflowPermissions({ repository }: Found): Answer {
  const { workflowPermissions: default_workflow_permissions = 'read' } = repository;
  return found({ default_workflow_permissions, can_approve_pull_request_reviews: false });
}

/**
 * `GET …/actions/oidc/customization/sub`: of a repository whose subjects carry ids the flag may say no, and the prefix is right
 * nevertheless.
 */
export function getTemplate({ login, owner, name, repository }: Found): Answer {
  const { id, template, immutable, subject } = repository;
  if (subject) return found(subject);
  return found({
    use_default: template === undefined,
    ...(template && { include_claim_keys: template }),
    use_immutable_subject: false,
    sub_claim_prefix: immutable ? `repo:${login}@${ownerId(owner)}/${name}@${id}` : `repo:${login}/${name}`,
  });
}

/** `PUT …/actions/oidc/customization/sub` */
export function putTemplate({ login, name, repository }: Found, { body }: Request): Answer {
  if (typeof body['use_default'] !== 'boolean') return refuse(422, 'Validation Failed: use_default');
  if (body['use_default']) {
    delete repository.template;
    return done(`reset template of ${login}/${name}`, 201);
  }
  repository.template = (body['include_claim_keys'] as readonly string[] | undefined) ?? [];
  return done(`set template of ${login}/${name}`, 201);
}
