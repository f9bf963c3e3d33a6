import type { RequiredClaims } from '../../access-plan/trust/claims';
import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type ClaimText, isPattern, written } from '../../oidc/claim-text';
import type { Rule } from '../rule';
import { fits } from '../subject-text';
import { type PlacedText, placedContexts, writtenSubjects } from '../trusted';

/** An exact value that a pattern of the same role admits already: removing it changes nothing, and leaving it hides how much is open. */
export const redundantTrust: Rule = {
  id: 'redundant-trust',
  check({ access }, report) {
    for (const role of access.roles) {
      const wide = role.entries.filter(hasPattern);
      for (const resolved of wide.length > 0 ? role.entries : []) {
        const around = wide.filter((other) => other !== resolved && admits(other, resolved));
        if (around.length === 0 || isTarget(role, resolved)) continue;
        const patterns = around.flatMap(textsOf).filter(({ text }) => isPattern(text));
        for (const { text, at } of textsOf(resolved).filter((each) => !isPattern(each.text))) {
          const covering = patterns.find((other) => fits(other.text, written(text)));
          if (covering)
            report(at, message(written(text).replace(/^(ref:refs\/(heads|tags)|environment:)\/?/, '')), {
              related: [{ message: 'the pattern', at: covering.at }],
            });
        }
      }
    }
  },
};

function hasPattern({ contexts }: ResolvedEntry): boolean {
  return contexts.kind === 'subjects'
    ? contexts.subjects.some(isPattern)
    : contexts.values.some(({ tail }) => isPattern(tail));
}

function textsOf(resolved: ResolvedEntry): readonly PlacedText[] {
  if (resolved.contexts.kind === 'subjects') return writtenSubjects(resolved);
  return placedContexts(resolved).map(({ value, at }) => ({ text: value.tail, at }));
}

/** Whether an entry is needed even so: it says into which environment variables go. */
function isTarget({ binding }: ResolvedRole, { entry }: ResolvedEntry): boolean {
  return entry.environment !== undefined && (binding.binding.variables?.size ?? 0) > 0;
}

/** Whether an entry asks no more than another, but for the contexts, of at least its repositories. */
function admits(wide: ResolvedEntry, narrow: ResolvedEntry): boolean {
  return (
    wide.contexts.kind === narrow.contexts.kind &&
    wide.entry.owner === narrow.entry.owner &&
    narrow.repositories.every(({ fullName }) => wide.repositories.some((other) => other.fullName === fullName)) &&
    narrow.audiences.every((audience) => wide.audiences.includes(audience)) &&
    asksNoMore(wide.required, narrow.required)
  );
}

function asksNoMore(wide: RequiredClaims, narrow: RequiredClaims): boolean {
  const list = (texts: readonly ClaimText[] = []) => JSON.stringify(texts.map(written).sort());
  return [...wide].every(([claim, texts]) => list(texts) === list(narrow.get(claim)));
}

function message(text: string): string {
  return `\`${text}\` is trusted by a pattern of the same role already\nremove it, or the pattern if that was not meant`;
}
