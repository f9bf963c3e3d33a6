import type { RawBinding } from '../../bindings/bindings';
import { type Location, child } from '../../diagnostics/source';
import type { Bounds, KeyChecks } from './bounds';

/** An entry of `permissions` as a bounded file has it. */
interface BoundedPermission {
  readonly permission: NonNullable<RawBinding['permissions']>[number];
  readonly at: Location;
  readonly bounds: Bounds;
}

/** How each key of a permissions entry is bounded. */
export const PERMISSION_KEYS: KeyChecks<BoundedPermission> = {
  managed({ permission: { managed = [] }, at, bounds }) {
    managed.forEach((name, i) => {
      bounds.name('managed_policies', name.replace(/^arn:[a-z-]+:iam::aws:policy\//, ''), child(at, i));
    });
  },
  policy({ permission: { policy = '' }, at, bounds }) {
    bounds.name('policies', policy, at);
  },
  preset({ permission: { preset }, at, bounds }) {
    if (preset) bounds.name('presets', preset.preset, child(at, 'preset'));
  },
  statement({ at, bounds }) {
    bounds.use('statements', at);
  },
  file({ at, bounds }) {
    bounds.use('statements', at);
  },
};
