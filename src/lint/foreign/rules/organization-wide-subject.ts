import { isKnown, widest } from '../breadth';
import { instanceOf, severityFor } from '../instance';
import type { ForeignRule } from '../rule';
import { saidOf } from '../said';
import { isOwnerByNameOnly, isWorkflowRequired } from '../strangers';

/** Whoever may create a repository of the owner gets the role. One workflow that all have to use leaves it to that workflow. */
export const organizationWideSubject: ForeignRule = {
  id: 'organization-wide-subject',
  check({ portions }, report) {
    for (const portion of portions) {
      const { calculus } = portion;
      const found = widest(portion);
      const workflow = found && isWorkflowRequired(portion, found.all);
      const said = saidOf(portion) ?? (workflow && { place: workflow.place, text: '`job_workflow_ref`' });
      if (found?.breadth !== 'owner' || !said || isOwnerByNameOnly(portion, found)) continue;
      const { all } = found;
      const byWorkflow = workflow && all.every((tokens) => isKnown(tokens, 'job_workflow_ref'));
      const who = `${said.text} admits every repository of the owner, those not made yet included`;
      report(
        said.place,
        byWorkflow
          ? `${who}, by the workflow required beside it, ${instanceOf(all, calculus)}\nsee to it that the workflow checks who calls it, or name each repository that is meant`
          : `${who}, ${instanceOf(all, calculus)}\nname each repository that is meant`,
        byWorkflow ? 'warning' : severityFor(all, 'error'),
      );
    }
  },
};
