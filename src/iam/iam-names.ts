/**
 * What IAM accepts, from the API reference and the quota page.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const ROLE_NAME = /^[A-Za-z0-9_+=,.@-]{1,64}$/;
/** A policy's name, without its path. */
export const POLICY_NAME = /^[A-Za-z0-9_+=,.@-]{1,128}$/;
/** A policy's name with the path before it, as it ends the policy's ARN. */
export const POLICY_NAME_WITH_PATH = /^(?=.{1,639}$)(?:[\x21-\x7E]{1,510}\/)?[A-Za-z0-9_+=,.@-]{1,128}$/;
/** `/`, or printable ASCII between slashes; at most 512 characters. */
export const PATH = /^(?=.{1,512}$)(?:\/|\/[\x21-\x7E]+\/)$/;
/** Latin-1 with line breaks and tabs, at most 1 000 characters. */
export const DESCRIPTION = /^[\t\n\r\x20-\x7E\xA1-\xFF]{0,1000}$/;
/** The AWS provider counts bytes where IAM counts characters. */
export const MAX_DESCRIPTION_BYTES = 1000;
/**
 * What a role's trust may ask of whoever assumes it, and what a session is called.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
/** The same page. */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
/** The ARN of a role, with its path if it has one. */
export const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[\x21-\x7E]{1,510}\/)?[A-Za-z0-9_+=,.@-]{1,64}$/;
/** A statement id. */
export const SID = /^[A-Za-z0-9]*$/;
/**
 * A condition operator.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const CONDITION_OPERATOR =
  /^((ForAllValues|ForAnyValue):)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|Numeric((Not)?Equals|(Less|Greater)Than(Equals)?)|Date((Not)?Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$|^Null$/;
/** Inline policies of one role together, in characters. */
export const INLINE_POLICY_LENGTH = 10_240;
/** Tags of one resource. */
export const MAX_TAGS = 50;

const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Why IAM would refuse a tag, or nothing. */
export function tagProblem(key: string, value: string): string | undefined {
  if (key.length < 1 || key.length > 128) return 'a tag key has 1 to 128 characters';
  if (/^aws:/i.test(key)) return 'tag keys beginning with `aws:` are reserved';
  if (value.length > 256) return 'a tag value has at most 256 characters';
  return TAG_TEXT.test(key) && TAG_TEXT.test(value)
    ? undefined
    : 'tags hold letters, digits, spaces and `_ . : / = + - @`';
}
