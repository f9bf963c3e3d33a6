import { buildSync } from 'esbuild';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FilledIn, deriveSchema } from './plugin/derive-schema';

/** A provider that stands in for a real one. */
interface StandIn {
  /** Where Terraform looks for it. */
  readonly source: string;
  readonly name: string;
  readonly bindings: string;
  /** What of the package is emitted. */
  readonly filledIn: FilledIn;
}

const AWS: StandIn = {
  source: 'registry.terraform.io/hashicorp/aws',
  name: 'aws',
  bindings: '@cdktf/provider-aws',
  filledIn: {
    'iam-openid-connect-provider': ['thumbprint_list', 'tags_all', 'id'],
    'iam-role': ['id', 'name', 'name_prefix', 'managed_policy_arns', 'tags_all'],
    'iam-role-policy': ['id', 'name', 'name_prefix'],
    'iam-role-policy-attachment': ['id'],
    'iam-role-policies-exclusive': [],
    'iam-role-policy-attachments-exclusive': [],
    'data-aws-iam-openid-connect-provider': ['id', 'arn', 'url', 'tags'],
    'data-aws-iam-policy-document': ['id'],
  },
};

const GITHUB: StandIn = {
  source: 'registry.terraform.io/integrations/github',
  name: 'github',
  bindings: '@cdktf/provider-github',
  filledIn: {
    'repository-environment': ['id'],
    'repository-environment-deployment-policy': ['id'],
    'actions-variable': ['id'],
    'actions-environment-variable': ['id'],
    'actions-organization-variable': ['id'],
    'actions-repository-oidc-subject-claim-customization-template': ['id'],
    'data-github-repository': ['id', 'full_name', 'name'],
    'data-github-team': ['id'],
    'data-github-user': ['id'],
  },
};

/** Which of the providers a mirror is to have. */
export type ProviderName = 'aws' | 'github';

/**
 * Makes a mirror of providers for Terraform's `filesystem_mirror`, and gives its folder. The same sources and the same packages
 * make the same folder, so that it is made once.
 */
export function installProviders(names: readonly ProviderName[]): string {
  const built = [AWS, GITHUB].filter(({ name }) => names.includes(name as ProviderName)).map(build);
  const key = createHash('sha256').update(JSON.stringify(built)).digest('hex').slice(0, 16);
  const mirror = join(process.cwd(), 'node_modules', '.cache', 'oidc-bindings', `providers-${key}`);
  if (existsSync(mirror)) return mirror;
  mkdirSync(dirname(mirror), { recursive: true });
  const temporary = mkdtempSync(`${mirror}-`);
  for (const files of built) for (const [path, text] of files) writeFile(join(temporary, path), text);
  try {
    renameSync(temporary, mirror);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(mirror)) throw error;
    rmSync(temporary, { recursive: true });
  }
  return mirror;
}

/** The files of a provider: the program and, beside it, its schema. */
function build({ source, name, bindings, filledIn }: StandIn): readonly (readonly [string, string])[] {
  const { outputFiles } = buildSync({
    entryPoints: [join(process.cwd(), '__tests__/support/terraform', name, 'main.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    write: false,
    logLevel: 'error',
    loader: { '.proto': 'text' },
    banner: { js: '#!/usr/bin/env node' },
  });
  const schema = deriveSchema(bindings, filledIn);
  const folder = `${source}/${schema.version}/${platform()}`;
  return [
    [`${folder}/terraform-provider-${name}_v${schema.version}`, outputFiles[0]?.text ?? ''],
    [`${folder}/schema.json`, JSON.stringify(schema)],
  ];
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** As Go names it. */
function platform(): string {
  const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return `${process.platform}_${architectures[process.arch] ?? process.arch}`;
}
