import type { RequiredClaims } from '../../access-plan/trust/claims';
import type { ResolvedEntry } from '../../access-plan/trust/resolved-entry';
import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type ClaimText, isPattern, overlaps, written } from '../../oidc/claim-text';
import type { Rule } from '../rule';
import { type PlacedText, placedContexts, writtenSubjects } from '../trusted';

/** An exact value that a pattern of the same role admits already: removing it changes nothing, and leaving it hides how much is open. */
export const redundantTrust: Rule = {
  id: 'redundant-trust',
  check({ access }, report) {
    for (const role of access.roles) {
      const placed = role.entries.map((resolved) => ({ resolved, texts: textsOf(resolved) }));
      const wide = placed.filter(({ texts }) => texts.some(({ text }) => isPattern(text)));
      for (const { resolved, texts } of wide.length > 0 ? placed : []) {
        if (isTarget(role, resolved)) continue;
        const patterns = wide.filter((other) => admits(other.resolved, resolved)).flatMap((other) => other.texts);
        for (const { text, at } of texts.filter((each) => !isPattern(each.text))) {
          const covering = patterns.find((other) => overlaps(other.text, text));
          if (covering)
            report(at, message(written(text).replace(/^(ref:refs\/(heads|tags)|environment:)\/?/, '')), {
              related: [{ message: 'the pattern', at: covering.at }],
            });
        }
      }
    }
  },
};

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
