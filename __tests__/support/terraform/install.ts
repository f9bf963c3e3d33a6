import { buildSync } from 'esbuild';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FilledIn, deriveSchema } from './plugin/derive-schema';
import type { ProviderSchema } from './plugin/schema';

/** The providers that there are stand-ins for. */
export type ProviderName = 'aws' | 'github';

/** Where Terraform looks for them. */
export const SOURCES: Readonly<Record<ProviderName, string>> = {
  aws: 'registry.terraform.io/hashicorp/aws',
  github: 'registry.terraform.io/integrations/github',
};

/** A provider that stands in for a real one. */
interface StandIn {
  /** Where Terraform looks for it. */
  readonly source: string;
  readonly name: string;
  readonly bindings: string;
  /** What of the package is emitted. */
  readonly filledIn: FilledIn;
  /** The version that it behaves as, and the numbers that resources have had since the package was made, by their type. */
  readonly since?: { readonly version: string; readonly numbers: Readonly<Record<string, readonly string[]>> };
}

const AWS: StandIn = {
  source: SOURCES.aws,
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
  source: SOURCES.github,
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
    'data-github-rest-api': ['id'],
    'data-github-repository-custom-properties': ['id'],
    'data-github-actions-organization-variables': ['id'],
    'data-github-team': ['id'],
    'data-github-user': ['id'],
  },
  since: {
    version: '6.13.0',
    numbers: {
      github_repository_environment: ['repository_id'],
      github_repository_environment_deployment_policy: ['repository_id', 'policy_id'],
      github_actions_variable: ['repository_id'],
      github_actions_environment_variable: ['repository_id'],
    },
  },
};

/** A provider's source address, and the file of its program. */
export interface Installed {
  readonly source: string;
  readonly program: string;
}

/** The folder of a mirror for Terraform's `filesystem_mirror`, and what is in it. */
export interface Mirror {
  readonly folder: string;
  readonly providers: Readonly<Record<ProviderName, Installed>>;
}

/** Makes a mirror of the stand-ins. The same sources and the same packages make the same folder, so that it is made once. */
export function installProviders(): Mirror {
  const [aws, github] = [build(AWS), build(GITHUB)];
  const folder = writeOnce([...aws.files, ...github.files]);
  const installed = ({ source }: StandIn, program: string) => ({ source, program: join(folder, program) });
  return { folder, providers: { aws: installed(AWS, aws.program), github: installed(GITHUB, github.program) } };
}

type File = readonly [path: string, text: string];

function writeOnce(files: readonly File[]): string {
  const key = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  const mirror = join(process.cwd(), 'node_modules', '.cache', 'oidc-bindings', `providers-${key}`);
  if (existsSync(mirror)) return mirror;
  mkdirSync(dirname(mirror), { recursive: true });
  const temporary = mkdtempSync(`${mirror}-`);
  for (const [path, text] of files) writeFile(join(temporary, path), text);
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
function build({ source, name, bindings, filledIn, since }: StandIn): { program: string; files: readonly File[] } {
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
  const schema = withNumbers(deriveSchema(bindings, filledIn), since);
  const folder = `${source}/${schema.version}/${platform()}`;
  const program = `${folder}/terraform-provider-${name}_v${schema.version}`;
  return {
    program,
    files: [
      [program, outputFiles[0]?.text ?? ''],
      [`${folder}/schema.json`, JSON.stringify(schema)],
    ],
  };
}

function withNumbers(schema: ProviderSchema, since: StandIn['since']): ProviderSchema {
  const resources = Object.entries(schema.resources).map(([type, block]) => {
    const added = (since?.numbers[type] ?? []).map((name) => {
      return { name, type: 'number', required: false, optional: false, computed: true } as const;
    });
    return [type, { ...block, attributes: [...block.attributes, ...added] }] as const;
  });
  return { ...schema, version: since?.version ?? schema.version, resources: Object.fromEntries(resources) };
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** This machine's platform, as Go names it. */
export function platform(): string {
  const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return `${process.platform}_${architectures[process.arch] ?? process.arch}`;
}
