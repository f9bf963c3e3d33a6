/** Why a condition failed, stayed unknown, or held although the token says nothing: a closed set, and what each means. */
export const REASONS = {
  'value-differs': 'The token has the claim, with none of the trusted values.',
  'case-differs': 'The value differs from a trusted one only in upper and lower case.',
  'subject-form-differs':
    'The subject names the same job in the other form: `repo:octo-org/web` or `repo:octo-org@123456/web@456789`.',
  'wildcard-is-literal': 'The operator compares exactly, so that `*` and `?` stand for themselves.',
  'escape-is-literal': '`${*}`, `${?}` and `${$}` are escapes only in a policy of `"Version": "2012-10-17"`.',
  'value-excluded': 'The operator is a negation, and the value is one of those it excludes.',
  'claim-absent': 'The token does not have the claim.',
  'claim-not-evaluated': 'STS does not evaluate this claim for this issuer: the key is always absent.',
  'key-of-other-issuer': 'The key belongs to another issuer than the one that signed the token.',
  'absent-passes': 'It holds because the key is absent: so do negations, `…IfExists` and `ForAllValues:`.',
  'key-present': '`Null` requires the key to be absent, and it is there.',
  'other-principal': 'The statement is about another principal than the OIDC provider of this issuer.',
  'other-action': 'The statement is about other actions than `sts:AssumeRoleWithWebIdentity`.',
  'key-of-sts': 'Only STS knows the value. `--context key=value` gives one.',
  'claim-unknown': 'It is not known which value the token has: `simulate --repository` takes `--claim name=value`.',
  'policy-variable': 'The value holds a policy variable that only STS can fill in.',
  'several-values': 'The token has several values, and the operator is for one.',
  'operator-not-evaluated': 'The operator is not evaluated here, or not for values of this form.',
} as const;

/** One of {@link REASONS}. */
export type Reason = keyof typeof REASONS;
