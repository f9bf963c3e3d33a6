import { widest } from '../breadth';
import { instanceOf } from '../instance';
import { type EndlessRefs, anyEnvironment, endlessRefs } from '../jobs';
import type { ForeignRule } from '../rule';
import { strictOn } from '../values';

const SEPARATED = { branch: /[-/._@]$/, tag: /[v/@.-]$/ } as const;

/** `main*` also means `main-of-mine`, which anybody with write access may push. */
export const unanchoredPattern: ForeignRule = {
  id: 'unanchored-pattern',
  check({ portions }, report) {
    for (const portion of portions) {
      const { trust, value, calculus } = portion;
      if (widest(portion)?.breadth !== 'repository' || anyEnvironment(portion).length > 0) continue;
      const loose = endlessRefs(portion).filter((refs) => isLoose(refs));
      const [first] = loose.toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
      if (!first) continue;
      const [byClaim] = strictOn(trust, 'ref');
      const place = byClaim?.place ?? value?.place ?? trust.place;
      const raw = byClaim?.values.map((each) => each.raw).join('`, `') ?? value?.raw ?? 'sub';
      const kinds = new Set(loose.map(({ kind }) => kind));
      const show = instanceOf([first.tokens], calculus);
      report(place, `\`${raw}\` ${describe(first, kinds, show)}`, first.kind === 'tag' ? 'info' : 'warning');
    }
  },
};

function isLoose({ kind, described }: EndlessRefs): boolean {
  const prefix = prefixOf({ kind, described });
  return !prefix.startsWith('gh-readonly-queue/') && !(prefix !== '' && SEPARATED[kind].test(prefix));
}

/** What all of the names begin with. */
function prefixOf({ described }: Pick<EndlessRefs, 'kind' | 'described'>): string {
  if (described.kind !== 'pattern') return '';
  return described.pattern.replace(/^refs\/(heads|tags)\//, '').replace(/\*$/, '');
}

function describe(refs: EndlessRefs, kinds: ReadonlySet<string>, show: string): string {
  const prefix = prefixOf(refs);
  if (prefix !== '')
    return `admits every ${refs.kind} that begins with \`${prefix}\`, also \`${prefix}-of-somebody\`, ${show}\nend the pattern at a separator, as \`release/*\`, or name what is meant`;
  if (kinds.size === 2)
    return `admits every branch and tag that matches, ${show}\nname the environment or branch that is meant`;
  return `admits every ${refs.kind} that matches, also those that anybody with write access pushes, ${show}\nname what is meant`;
}
