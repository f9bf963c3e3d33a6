import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REQUESTS_FILE, WORLD_FILE_NAME } from '../../support/github/files';
import type { Workspace } from '../../support/terraform/workspace';

const STATE = 'terraform.tfstate';

/** Keeps the world and the states as they are, and gives what brings them back, as often as it is wanted. */
export function saved({ folder }: Workspace): () => void {
  const states = () =>
    readdirSync(join(folder, 'terraform'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join('terraform', name, STATE));
  const files = [WORLD_FILE_NAME, REQUESTS_FILE, ...states()].filter((path) => existsSync(join(folder, path)));
  const texts = files.map((path) => [join(folder, path), readFileSync(join(folder, path), 'utf8')] as const);
  return () => {
    for (const state of states()) rmSync(join(folder, state), { force: true });
    for (const [path, text] of texts) writeFileSync(path, text);
  };
}
