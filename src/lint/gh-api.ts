/** The `gh api` of GitHub's command line for a host, as the beginning of a command to be copied. */
export function ghApi(host = 'github.com'): string {
  return host === 'github.com' ? 'gh api' : `gh api --hostname ${host}`;
}
