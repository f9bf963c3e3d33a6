/** What `cloudformation` finds out about its templates and stack sets, with the severity that it has. */
export const cloudFormationFindings = {
  'template-too-large': {
    severity: 'error',
    summary: 'A template has more resources or more text than CloudFormation takes.',
  },
  'stack-set-left': {
    severity: 'warning',
    summary: 'An account is in another stack set than before, or in none: its stack would be left behind.',
  },
  'not-in-cloudformation': {
    severity: 'info',
    summary: 'Terraform keeps something for the roles of a template that CloudFormation cannot.',
  },
} as const;

/** The id of something that `cloudformation` finds out. */
export type CloudFormationFindingId = keyof typeof cloudFormationFindings;
