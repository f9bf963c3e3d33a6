import { widest } from '../breadth';
import { instanceOf, severityFor } from '../instance';
import { isWild, marked } from '../marked';
import type { ForeignRule } from '../rule';
import { readSubject } from '../subject';

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
  check({ portions }, report) {
    for (const portion of portions) {
      const { value, calculus } = portion;
      const found = widest(portion);
      if (!value || !found || found.breadth === 'repository') continue;
      const text = marked(value.text);
      const [first] = readSubject(text).claims;
      if (!first || !isWild(text) || !DECIDED_BY_OTHERS.includes(first.key)) continue;
      report(
        value.place,
        `\`${value.raw}\` is a pattern that begins with \`${first.key}\`, which others decide, ${instanceOf(found.all, calculus)}\nput \`repo\` or \`repository_id\` first in the subject template, or compare the whole subject`,
        severityFor(found.all, 'error'),
      );
    }
  },
};
