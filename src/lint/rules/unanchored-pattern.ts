import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import type { Bindings } from '../../bindings/bindings';
import type { Severity } from '../../diagnostics/diagnostic';
import type { Rule } from '../rule';
import { patternText } from '../subject-text';
import { type PlacedText, placedContexts, requiredTexts, segmentTexts, trustEntries } from '../trusted';

/**
 * Patterns of branches and tags that fit more than they seem to: `*` stands for any characters, `/` among them, so that `main*`
 * fits `main-2`, which anyone with write access can push.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const unanchoredPattern: Rule = {
  id: 'unanchored-pattern',
  check({ access, bindings }, report) {
    for (const resolved of trustEntries(access)) {
      for (const { text, at, isWhole } of refTexts(bindings, resolved)) {
        const fault = faultOf(patternText(text), isWhole, resolved.entry.environment !== undefined);
        if (fault) report(at, fault.message, { severity: fault.severity });
      }
    }
  },
};

const SEPARATOR = { heads: /[-/_.@]$/, tags: /[-/v.@]$/ } as const;

interface RefText extends PlacedText {
  /** Whether it is written as a whole ref, not as the name of a branch or tag. */
  readonly isWhole: boolean;
}

/** What an entry requires of the ref: by its context, as a claim, or inside whole subjects. */
function refTexts(bindings: Bindings, resolved: ResolvedEntry): readonly RefText[] {
  const { branch_pattern: branches, tag_pattern: tags } = resolved.entry;
  const contexts = branches || tags ? placedContexts(resolved) : [];
  return [
    ...contexts.map(({ value, at }) => ({ text: value.ref ?? value.tail, at, isWhole: false })),
    ...[...requiredTexts(bindings, resolved, 'ref'), ...segmentTexts(resolved, 'ref')].map((placed) => ({
      ...placed,
      isWhole: true,
    })),
  ];
}

interface Fault {
  readonly message: string;
  readonly severity: Severity;
}

/** Beside an environment, whose own rules say which branches may use it, all branches may be meant. */
function faultOf(ref: string, isWhole: boolean, inEnvironment: boolean): Fault | undefined {
  const [, kind, name = ref] = /^refs\/(heads|tags)\/(.*)$/.exec(ref) ?? [];
  const stem = name.replace(/[*?]+$/, '');
  if (!name.slice(stem.length).includes('*')) return undefined;
  const isAll = kind === undefined ? 'refs/heads/'.startsWith(stem) : stem === '';
  const before = isWhole ? `refs/${kind ?? 'heads'}/` : '';
  const shown = isWhole ? ref : name;
  const shownStem = before + stem;
  if (kind === 'tags') {
    if (isAll)
      return { severity: 'info', message: all(shown, 'tag', `\`${before}v*\`, and protect such tags by a ruleset`) };
    return SEPARATOR.tags.test(stem) ? undefined : { severity: 'info', message: unanchored(shown, shownStem, 'tag') };
  }
  if (isAll)
    return inEnvironment ? undefined : { severity: 'warning', message: all(shown, 'branch', `\`${before}release/*\``) };
  if (kind === undefined || SEPARATOR.heads.test(stem)) return undefined;
  return { severity: 'warning', message: unanchored(shown, shownStem, 'branch') };
}

function all(name: string, what: string, beginning: string): string {
  return `\`${name}\` fits every ${what}: whoever may push one gets the role\ngive it a beginning, as ${beginning}`;
}

function unanchored(name: string, stem: string, what: string): string {
  return `\`${name}\` fits \`${stem}-anything\` too: whoever may push a ${what} of such a name gets the role\nname each ${what}, or end in a separator, as \`${stem}/*\``;
}
