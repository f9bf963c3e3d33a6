import type { PresetEntry } from '../../../bindings/bindings';
import { expandPreset } from '../../../bindings/preset-entry';
import type { TemplateScope } from '../../../bindings/template';
import type { Problems } from '../../../diagnostics/diagnostic';
import { type Location, child } from '../../../diagnostics/source';
import type { AccountRegion } from '../../../iam/arn';
import type { Statement } from '../../../iam/policy-document';
import { presetStatements } from './registry';

/** The statements of a permissions entry that uses a preset; none if something is wrong with its parameters. */
export function fromPreset(
  entry: PresetEntry,
  at: Location,
  account: AccountRegion,
  scope: TemplateScope,
  problems: Problems,
): readonly Statement[] {
  const expanded = expandPreset(entry, scope, at, problems);
  if (!expanded) return [];
  return presetStatements(expanded.preset, expanded, account, (message, ...path) =>
    problems.error('invalid-value', child(at, ...path), message),
  );
}
