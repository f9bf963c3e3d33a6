import type { ShapeSet } from '../../analysis/admitted';
import { whoAll } from '../../analysis/admits';
import { type Calculus, createCalculus } from '../../analysis/calculus';
import { compare } from '../../analysis/compare';
import { ticked } from '../../analysis/ticked';
import type { TrustPolicy } from '../../simulator/policy';
import type { AccessChange, Jobs } from './change';
import { changeId, setsKey } from './change-id';
import { effectOf, otherTrust } from './other-trust';

/** What a role's trust policy lets in after a change and did not before, and the other way round; nothing if that is the same. */
export function trustPolicyChange(before: TrustPolicy, after: TrustPolicy): AccessChange | undefined {
  const calculus = createCalculus();
  const { verdict, gained, lost } = compare(before, after, calculus);
  const [old, now] = [otherTrust(before), otherTrust(after)];
  const others = effectOf(old, now);
  const gains = gained.length > 0 || others.gains;
  const loses = lost.length > 0 || others.loses;
  if (!gains && !loses) return undefined;
  const trust = { verdict, ...told(gained, lost, calculus) };
  const said = [
    ...(trust.gained.length > 0 ? [`lets in ${listed(trust.gained)}`] : []),
    ...(trust.lost.length > 0 ? [`no longer lets in ${listed(trust.lost)}`] : []),
    ...(others.added.length + others.removed.length > 0 ? ['trusts others than jobs of GitHub differently'] : []),
  ];
  return {
    id: changeId(['role', '', '', setsKey(gained), setsKey(lost), others.added, others.removed]),
    kind: 'role',
    change: gains ? (loses ? 'changed' : 'widened') : 'narrowed',
    gains,
    destroyed: false,
    weakened: false,
    account: '',
    name: '',
    trust,
    attributes: old.join() === now.join() ? [] : [{ name: 'other_trust', before: old, after: now }],
    message: `the trust policy ${said.join('; ')}`,
  };
}

function listed(jobs: readonly Jobs[]): string {
  const [first, ...others] = jobs;
  return `${first?.who ?? ''}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
}

/** Both sides in words. What would read the same on both differs in the form of the subject, which is then said. */
function told(gained: readonly ShapeSet[], lost: readonly ShapeSet[], calculus: Calculus) {
  const [more, less] = [whoAll(gained, calculus), whoAll(lost, calculus)];
  const texts = (jobs: readonly { readonly text: string }[]) => new Set(jobs.map(({ text }) => text));
  const jobsOf = (jobs: typeof more, otherSide: ReadonlySet<string>): readonly Jobs[] =>
    jobs.map(({ text, token }) => ({
      who: otherSide.has(text) ? `${text}, with a subject such as ${ticked(token.sub ?? '')}` : text,
      claims: token,
    }));
  return { gained: jobsOf(more, texts(less)), lost: jobsOf(less, texts(more)) };
}
