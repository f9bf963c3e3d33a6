import { pinsOwner, pinsRepository } from '../breadth';
import { isWild } from '../marked';
import type { ForeignRule } from '../rule';
import { eachWeakValue } from '../values';

/** Claims that whoever writes a workflow, or opens a pull request, decides. */
const DECIDED_BY_OTHERS = [
  'workflow',
  'environment',
  'ref',
  'pull_request',
  'head_ref',
  'base_ref',
  'event_name',
  'repository_visibility',
  'actor',
];

/**
 * A subject that begins with what others decide can be made to begin like another one, and a pattern looks no further.
 * https://unit42.paloaltonetworks.com/oidc-misconfigurations-in-ci-cd
 */
export const spoofableTemplate: ForeignRule = {
  id: 'spoofable-template',
  check(policy, report) {
    eachWeakValue(
      policy,
      ({ subject, text }, trust) =>
        isWild(text) &&
        DECIDED_BY_OTHERS.includes(subject.claims[0]?.key ?? '') &&
        !pinsRepository(trust) &&
        !pinsOwner(trust),
      ({ value, subject }) =>
        report(
          value.place,
          `\`${value.raw}\` is a pattern that begins with \`${subject.claims[0]?.key}\`, which others decide\nput \`repo\` or \`repository_id\` first in the subject template, or compare the whole subject`,
        ),
    );
  },
};
