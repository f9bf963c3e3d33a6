import { type ClaimText, isPattern, overlaps, pattern, written } from '../../oidc/claim-text';

/** The form of a claim's values: what all of them are like, or which characters they hold, and how to say it. */
interface ClaimForm {
  readonly like?: string;
  readonly characters?: RegExp;
  /** Completes "is …". */
  readonly is: string;
  /** What was probably meant by a value. */
  readonly meant?: (value: string) => string | undefined;
}

const DIGITS: ClaimForm = { characters: /^\d+$/, is: 'digits' };
const LOGIN: ClaimForm = {
  characters: /^[A-Za-z0-9_-]+(\[bot\])?$/,
  is: 'a login, without `@`',
  meant: (value) => (value.startsWith('@') ? value.slice(1) : undefined),
};
const WORKFLOW_FILE: ClaimForm = {
  like: '?*/?*/?*@?*',
  is: '`OWNER/NAME/PATH@REF`, as `octo-org/web/.github/workflows/deploy.yml@refs/heads/main`',
  meant: (value) => (/^[^/]+\/[^/]+\/.+\.ya?ml$/.test(value) ? `${value}@refs/heads/main` : undefined),
};
const BRANCH: ClaimForm = {
  characters: /^(?!refs\/(heads|tags)\/)/,
  is: 'the bare name of a branch',
  meant: (value) => value.replace(/^refs\/heads\//, ''),
};

/**
 * The forms of claims that have one.
 * https://docs.github.com/en/actions/reference/security/oidc#oidc-token-claims
 */
const FORMS: ReadonlyMap<string, ClaimForm> = new Map<string, ClaimForm>([
  [
    'ref',
    {
      like: 'refs/*',
      is: 'a whole ref, as `refs/heads/main`',
      meant: (value) => (value.includes('/') ? undefined : `refs/heads/${value}`),
    },
  ],
  ['base_ref', BRANCH],
  ['head_ref', BRANCH],
  ['job_workflow_ref', WORKFLOW_FILE],
  ['workflow_ref', WORKFLOW_FILE],
  ['actor', LOGIN],
  ['repository_owner', LOGIN],
  ...['actor_id', 'enterprise_id', 'repository_id', 'repository_owner_id', 'run_id', 'run_number', 'run_attempt'].map(
    (claim) => [claim, DIGITS] as const,
  ),
  ['repository', { like: '?*/?*', is: '`OWNER/NAME`' }],
  ['repository_visibility', { characters: /^(public|private|internal)$/, is: '`public`, `private` or `internal`' }],
  ['ref_type', { characters: /^(branch|tag)$/, is: '`branch` or `tag`' }],
  ['runner_environment', { characters: /^(github-hosted|self-hosted)$/, is: '`github-hosted` or `self-hosted`' }],
  [
    'workflow',
    {
      characters: /^(?![^/]+\.ya?ml$)/,
      is: 'the name of the workflow, or the path of one without: `.github/workflows/deploy.yml`',
      meant: (value) => `.github/workflows/${value}`,
    },
  ],
]);

/** Why no token can carry a value of a claim, or nothing. */
export function impossibility(claim: string, text: ClaimText): string | undefined {
  const form = FORMS.get(claim);
  const value = written(text);
  if (!form || isPossible(form, text)) return undefined;
  const meant = isPattern(text) ? undefined : form.meant?.(value);
  return `\`${claim}\` of a token is never \`${value}\`: it is ${form.is}${meant === undefined ? '' : `\nwrite \`${meant}\``}`;
}

function isPossible({ like, characters }: ClaimForm, text: ClaimText): boolean {
  if (like !== undefined && !overlaps(text, pattern(like))) return false;
  return characters === undefined || isPattern(text) || characters.test(written(text));
}
