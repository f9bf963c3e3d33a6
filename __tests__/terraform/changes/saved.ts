import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REQUESTS_FILE, WORLD_FILE_NAME } from '../../support/github/files';
import type { Workspace } from '../../support/terraform/workspace';

/** What Terraform reads in the folder of a stack. */
const STACK_FILES = ['terraform.tfstate', 'main.tf.json', 'override.tf.json'];

/** Keeps the world, the stacks and their states as they are, and gives what brings them back, as often as it is wanted. */
export function saved({ folder }: Workspace): () => void {
  const ofStacks = () =>
    readdirSync(join(folder, 'terraform'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => STACK_FILES.map((file) => join(folder, 'terraform', name, file)));
  const paths = [join(folder, WORLD_FILE_NAME), join(folder, REQUESTS_FILE), ...ofStacks()].filter(existsSync);
  const texts = paths.map((path) => [path, readFileSync(path, 'utf8')] as const);
  return () => {
    for (const path of ofStacks()) rmSync(path, { force: true });
    for (const [path, text] of texts) writeFileSync(path, text);
  };
}
