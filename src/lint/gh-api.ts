import type { Bindings } from '../bindings/bindings';

/** The command by which a user asks the REST API of the file's GitHub. */
export function ghApi({ github: { host = 'github.com' } }: Bindings): string {
  return host === 'github.com' ? 'gh api' : `gh api --hostname ${host}`;
}
