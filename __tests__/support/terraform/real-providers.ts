import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ProviderName, SOURCES, platform } from './install';

/**
 * The real providers to run in place of the stand-ins: the path of a program each, or `registry` for the newest that the
 * configurations allow. That for AWS can be asked for no more than `init` and `validate`, as it has no prepared accounts.
 */
const REAL: Readonly<Record<ProviderName, string | undefined>> = {
  aws: process.env['AWS_PROVIDER'],
  github: process.env['GITHUB_PROVIDER'],
};

const NAMES: readonly ProviderName[] = ['aws', 'github'];

/** Whether a stand-in is run for a provider. */
export function isStandIn(name: ProviderName): boolean {
  return REAL[name] === undefined;
}

/** Whether nothing but stand-ins is run, which need not be installed. */
export const ONLY_STAND_INS = NAMES.every(isStandIn);

/** Where Terraform is to look for providers, in its settings, given the folder of a mirror with the stand-ins. */
export function installation(mirror: string): string {
  const methods = NAMES.map((name) => {
    const include = `include = [${JSON.stringify(SOURCES[name])}]`;
    const real = REAL[name];
    if (real === 'registry') return `direct {\n    ${include}\n  }`;
    const path = real === undefined ? mirror : mirrorOf(name, real);
    return `filesystem_mirror {\n    path = ${JSON.stringify(path)}\n    ${include}\n  }`;
  });
  return `provider_installation {\n  ${methods.join('\n  ')}\n}\n`;
}

/** The process environment in which a provider of the registry is fetched once for a file of tests. */
export const PLUGIN_CACHE: Readonly<Record<string, string>> = Object.values(REAL).includes('registry')
  ? {
      TF_PLUGIN_CACHE_DIR: mkdtempSync(join(tmpdir(), 'terraform-plugins-')),
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1',
    }
  : {};

/** A version of no release, that of a program which somebody built. */
const BUILT = '6.999.0';

function mirrorOf(name: ProviderName, program: string): string {
  const mirror = mkdtempSync(join(tmpdir(), 'terraform-mirror-'));
  const folder = join(mirror, SOURCES[name], BUILT, platform());
  mkdirSync(folder, { recursive: true });
  symlinkSync(resolve(program), join(folder, `terraform-provider-${name}_v${BUILT}`));
  return mirror;
}
