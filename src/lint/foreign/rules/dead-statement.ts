import type { ForeignRule } from '../rule';

/**
 * A statement that is meant for jobs of GitHub's and that none of them can satisfy: the principal or the action is nearly right.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export const deadStatement: ForeignRule = {
  id: 'dead-statement',
  check({ dead }, report) {
    for (const { place, why } of dead) report(place, why);
  },
};
