import { compareText } from '../diagnostics/diagnostic';
import { type Partition, homeRegion, partitionOf } from '../iam/partition';
import { type StackSet, type StackSets, templatePath } from './manifest';
import type { AccountTemplate } from './template';

/** A stack set and what it is made from. */
export interface PlannedStackSet {
  readonly set: StackSet;
  /** The accounts' own, all with one text. */
  readonly templates: readonly AccountTemplate[];
}

/** Accounts that share a template, within one partition: a stack set does not reach into another. */
interface Group {
  readonly partition: Partition;
  readonly templates: readonly AccountTemplate[];
}

/**
 * The stack sets for the templates. A stack set is known by its name, and in another region its stacks would be others: both stay
 * what they were for most of its accounts, whoever joins or leaves.
 */
export function planStackSets(templates: readonly AccountTemplate[], before: StackSets): readonly PlannedStackSet[] {
  const groups = groupsOf(templates);
  const known = keptSets(groups, before.stack_sets);
  const taken = new Set(before.stack_sets.map(({ name }) => name));
  const named = groups.map((group) => {
    const kept = known.get(group);
    const name = kept?.name ?? newName(group, taken);
    taken.add(name);
    return { name, group, region: kept?.region ?? regionOf(group) };
  });
  named.sort((a, b) => compareText(a.name, b.name));
  const paths = new Map<string, string>();
  return named.map(({ name, group, region }) => {
    const text = group.templates[0]?.text ?? '';
    const template = paths.get(text) ?? templatePath(name);
    paths.set(text, template);
    const accounts = group.templates.map(({ account }) => account.id).sort();
    return {
      templates: group.templates,
      set: { name, template, accounts, region, capabilities: ['CAPABILITY_NAMED_IAM'] },
    };
  });
}

function groupsOf(templates: readonly AccountTemplate[]): readonly Group[] {
  const groups = new Map<string, { partition: Partition; templates: AccountTemplate[] }>();
  for (const template of templates) {
    const { partition, text } = template;
    const key = `${partition} ${text}`;
    const group = groups.get(key) ?? { partition, templates: [] };
    group.templates.push(template);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Which group goes on with which stack set: the ones with most accounts in common first. */
function keptSets(groups: readonly Group[], sets: readonly StackSet[]): ReadonlyMap<Group, StackSet> {
  const pairs = groups.flatMap((group) =>
    sets
      .filter(({ region }) => partitionOf(region) === group.partition)
      .map((set) => ({ group, set, common: inCommon(group, set) }))
      .filter(({ common }) => common > 0),
  );
  pairs.sort((a, b) => b.common - a.common || compareText(a.set.name, b.set.name));
  const kept = new Map<Group, StackSet>();
  const used = new Set<StackSet>();
  for (const { group, set } of pairs) {
    if (kept.has(group) || used.has(set)) continue;
    kept.set(group, set);
    used.add(set);
  }
  return kept;
}

function inCommon({ templates }: Group, { accounts }: StackSet): number {
  const ids = new Set(accounts);
  return templates.filter(({ account }) => ids.has(account.id)).length;
}

function newName({ templates }: Group, taken: ReadonlySet<string>): string {
  const names = templates.map(({ account }) => `oidc-bindings-${account.stack}`);
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`${names[0] ?? ''}-${number}`)) number++;
  return `${names[0] ?? ''}-${number}`;
}

function regionOf({ partition, templates }: Group): string {
  const [first = '', ...others] = new Set(templates.map(({ account }) => account.region));
  return others.length === 0 ? first : homeRegion(partition);
}
