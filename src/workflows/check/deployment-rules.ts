import { deploymentPattern, literal, meet } from '../../oidc/ref-pattern';
import { quoted } from './quoted';
import type { DeploymentRules } from './repository-roles';

/**
 * Whether the rules of an environment let a ref in. Which branches are protected is not known; the ref of a pull request is none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags
 */
export function lets({ branches, tags, onlyProtected }: DeploymentRules, ref: string): boolean {
  if (onlyProtected) return !ref.startsWith('refs/pull/');
  const patterns = [
    ...branches.map((text) => deploymentPattern('heads', text)),
    ...tags.map((text) => deploymentPattern('tags', text)),
  ];
  return patterns.some((pattern) => meet(pattern, literal(ref)));
}

/** What the rules of an environment let in. */
export function allowedText({ branches, tags, onlyProtected }: DeploymentRules): string {
  if (onlyProtected) return 'protected branches';
  return [
    ...(branches.length > 0 ? [`the branches ${quoted(branches)}`] : []),
    ...(tags.length > 0 ? [`the tags ${quoted(tags)}`] : []),
  ].join(' and ');
}
