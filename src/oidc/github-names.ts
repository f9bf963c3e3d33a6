/** A login: letters, digits, single hyphens inside; `_shortcode` for managed users. https://docs.github.com/en/rest/users */
export const OWNER = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}(_[A-Za-z0-9]+)?$/;
/** A repository's name. */
export const REPOSITORY = /^(?!\.{1,2}$)(?!.*\.(git|wiki)$)[A-Za-z0-9._-]{1,100}$/i;
/** A numeric id as text: GitHub never reuses one. */
export const NUMERIC_ID = /^[1-9][0-9]*$/;
/** Name of an Actions variable. https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export const VARIABLE = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;
/** Size of a variable's value in bytes. */
export const VARIABLE_BYTES = 48 * 1024;
/** How many variables GitHub keeps at each place. */
export const VARIABLE_LIMITS = { environment: 100, repository: 500, organization: 1000 } as const;

/**
 * Why git could not have a branch or tag of this name, or nothing. `wildcards` allows `*` and `?`, for patterns.
 * https://git-scm.com/docs/git-check-ref-format
 */
export function refProblem(name: string, wildcards = false): string | undefined {
  if (name === '') return 'it is empty';
  if (name.startsWith('refs/')) return 'write the short name, without `refs/heads/` or `refs/tags/`';
  const bad = (wildcards ? /[\x00-\x20\x7F~^:[\\]/ : /[\x00-\x20\x7F~^:?*[\\]/).exec(name)?.[0];
  if (bad !== undefined) return `git allows no ${bad === ' ' ? 'space' : JSON.stringify(bad)} in it`;
  const form = /^\/|\/$|\/\/|\.\.|@\{|(^|\/)\.|\.lock(\/|$)|\.$|^-|^@$/.exec(name)?.[0];
  return form === undefined ? undefined : `git allows no \`${form}\` there`;
}

/** Why GitHub could not have an environment of this name, or nothing. */
export function environmentProblem(name: string): string | undefined {
  if (name === '' || name.length > 255) return 'an environment name has 1 to 255 characters';
  if (/[\x00-\x1F\x7F]/.test(name)) return 'an environment name holds no control characters';
  if (name === '.' || name === '..')
    return 'it stands for a folder in the path of a request, so that nothing could reach it';
  if (name.includes('??')) return "Terraform's provider writes `??` in place of a colon";
  return name.includes('%')
    ? '`%` in an environment name cannot be told from an encoded character in a subject'
    : undefined;
}
