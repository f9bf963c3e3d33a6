/** Verbs of a plan in the page's order, by Terraform's words for them. */
const VERBS: Readonly<Record<string, string>> = {
  move: 'move',
  remove: 'forget',
  import: 'import',
  create: 'create',
  update: 'update',
  replace: 'replace',
  delete: 'delete',
};

/** What the page calls a resource, by the beginning of its type; policies follow their role, and rules their environment. */
const NOUNS: readonly (readonly [prefix: string, noun: string])[] = [
  ['aws_iam_openid_connect_provider.', 'provider'],
  ['aws_iam_role.', 'role'],
  ['aws_iam_role_', 'policies'],
  ['github_repository_environment.', 'environment'],
  ['github_repository_environment_deployment_policy.', 'rules'],
  ['github_actions_repository_oidc_subject_claim', 'template'],
  ['github_actions_', 'variables'],
];

/** The changes of plans as a cell of the page: `move role, policies; create variables`. */
export function summaryOf(changes: readonly string[]): string {
  const found = changes.flatMap((change) => {
    const [, verbs = '', address = ''] = /^(\S+) (.*)$/.exec(change) ?? [];
    const noun = NOUNS.find(([prefix]) => address.startsWith(prefix))?.[1] ?? '';
    return verbs.split('+').map((verb) => `${VERBS[verb] ?? verb} ${noun}`);
  });
  const lines = Object.values(VERBS).flatMap((verb) => {
    const nouns = NOUNS.map(([, noun]) => noun).filter((noun) => found.includes(`${verb} ${noun}`));
    return nouns.length > 0 ? [`${verb} ${nouns.join(', ')}`] : [];
  });
  return lines.join('; ') || 'nothing';
}
