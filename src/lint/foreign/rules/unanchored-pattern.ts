import { marked } from '../marked';
import { type LooseRef, looseRef } from '../ref-breadth';
import type { ForeignRule } from '../rule';
import { subjectClaim } from '../subject';
import { eachWeakValue, holdsTo, strictOn } from '../values';

/** `main*` also means `main-of-mine`, which anybody with write access may push. */
export const unanchoredPattern: ForeignRule = {
  id: 'unanchored-pattern',
  check(policy, report) {
    eachWeakValue(
      policy,
      ({ subject }, trust) =>
        looseRef(subjectClaim(subject, 'ref') ?? '') !== undefined &&
        !holdsTo(trust, 'ref', (ref) => looseRef(ref) === undefined),
      ({ value, subject }) => {
        const loose = looseRef(subjectClaim(subject, 'ref') ?? '');
        if (loose) report(value.place, describe(value.raw, loose), loose.severity);
      },
    );
    for (const trust of policy.trusts) {
      if (holdsTo(trust, 'ref', (ref) => looseRef(ref) === undefined)) continue;
      for (const value of strictOn(trust, 'ref').flatMap(({ values }) => values)) {
        const loose = looseRef(marked(value.text));
        if (loose) report(value.place, describe(value.raw, loose), loose.severity);
      }
    }
  },
};

function describe(raw: string, { what, prefix }: LooseRef): string {
  if (what === 'any') return `\`${raw}\` admits every branch and tag\nname the environment or branch that is meant`;
  const kind = what === 'heads' ? 'branch' : 'tag';
  if (prefix === '')
    return `\`${raw}\` admits every ${kind}, also those that anybody with write access pushes\nname what is meant`;
  return `\`${raw}\` admits every ${kind} that begins with \`${prefix}\`, also \`${prefix}-of-somebody\`\nend the pattern at a separator, as \`release/*\`, or name what is meant`;
}
