import type { Rule } from './rule';
import { adminsCanBypass } from './rules/admins-can-bypass';
import { colonInEnvironment } from './rules/colon-in-environment';
import { environmentBranchMismatch } from './rules/environment-branch-mismatch';
import { environmentOpenToAllBranches } from './rules/environment-open-to-all-branches';
import { localState } from './rules/local-state';
import { mixedCaseEnvironment } from './rules/mixed-case-environment';
import { noPermissions } from './rules/no-permissions';
import { slowGithubStack } from './rules/slow-github-stack';
import { strayDeploymentPolicy } from './rules/stray-deployment-policy';
import { unmanagedEnvironment } from './rules/unmanaged-environment';
import { unprotectedEnvironment } from './rules/unprotected-environment';
import { unusedAccount } from './rules/unused-account';
import { unusedRepository } from './rules/unused-repository';
import { variableShadowed } from './rules/variable-shadowed';
import { weakensEnvironment } from './rules/weakens-environment';

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [
  adminsCanBypass,
  colonInEnvironment,
  environmentBranchMismatch,
  environmentOpenToAllBranches,
  localState,
  mixedCaseEnvironment,
  noPermissions,
  slowGithubStack,
  strayDeploymentPolicy,
  unmanagedEnvironment,
  unprotectedEnvironment,
  unusedAccount,
  unusedRepository,
  variableShadowed,
  weakensEnvironment,
];
