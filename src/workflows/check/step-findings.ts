import { child } from '../../diagnostics/source';
import type { LoginFault } from './login-verdict';
import { CREDENTIALS_ACTION, actionOf } from './logins';
import type { Step } from '../read/workflow';

/** The present major version of the action. https://github.com/aws-actions/configure-aws-credentials/releases */
const PRESENT_MAJOR = 6;

/** What there is to say about the version of the action that logs in. */
export function actionFindings({ uses = '', at }: Step, line: string): readonly LoginFault[] {
  if (actionOf(uses) !== CREDENTIALS_ACTION) return [];
  const place = child(at, 'uses');
  const version = uses.split('@')[1] ?? '';
  const isPinned = /^[0-9a-f]{40}$/.test(version);
  const written = isPinned ? (/#(?:.*?[\s=@])?(v?\d\S*)/.exec(line)?.[1] ?? '') : version;
  const major = Number(/^v?(\d+)(?:[.-]|$)/.exec(written)?.[1]);
  return [
    ...(isPinned
      ? []
      : [
          {
            rule: 'unpinned-action' as const,
            ...(Number.isNaN(major) ? {} : { severity: 'info' as const }),
            at: place,
            message: `\`${version}\` can be moved to other code, which then gets the job's credentials\npin the action to a commit, with the version as a comment`,
          },
        ]),
    ...(major < PRESENT_MAJOR
      ? [
          {
            rule: 'outdated-action' as const,
            at: place,
            message: `\`${written}\` is older than the present major version, v${PRESENT_MAJOR}\nupdate the action`,
          },
        ]
      : []),
  ];
}
