import * as v from 'valibot';
import { SID } from '../../iam/iam-names';
import { type KeyDocs, type Schema, exactlyOneOf, matching, namedMap, oneOrMany, struct, text } from './kit';

/** A mapping of IAM's own, which AWS documents. */
function policyStruct<const E extends Record<string, Schema>>(entries: E) {
  return struct(entries, Object.fromEntries(Object.keys(entries).map((key) => [key, ''])) as KeyDocs<E>);
}

const scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));
const conditions = namedMap(text, namedMap(text, oneOrMany(scalar)));

const common = {
  Sid: v.optional(matching(SID, 'letters and digits')),
  Effect: v.picklist(['Allow', 'Deny']),
  Action: v.optional(oneOrMany(text)),
  NotAction: v.optional(oneOrMany(text)),
  Condition: v.optional(conditions),
};

const permissionsStatement = exactlyOneOf(
  exactlyOneOf(
    policyStruct({ ...common, Resource: v.optional(oneOrMany(text)), NotResource: v.optional(oneOrMany(text)) }),
    ['Action', 'NotAction'],
  ),
  ['Resource', 'NotResource'],
);

const trustStatement = exactlyOneOf(
  policyStruct({
    ...common,
    Principal: v.pipe(
      namedMap(matching(/^(AWS|Service|Federated|CanonicalUser)$/, '`AWS`, `Service` or `Federated`'), oneOrMany(text)),
      v.check((principals) => principals.size > 0, 'must not be empty'),
    ),
  }),
  ['Action', 'NotAction'],
);

const version = v.literal('2012-10-17', 'must be `2012-10-17`: in older policies `${…}` means nothing');

/** IAM policy JSON that says what a role may do. */
export const permissionsPolicyFile = policyStruct({
  Version: version,
  Id: v.optional(v.string()),
  Statement: oneOrMany(permissionsStatement),
});

/** IAM policy JSON that says who else may assume a role. */
export const trustPolicyFile = policyStruct({
  Version: version,
  Id: v.optional(v.string()),
  Statement: oneOrMany(trustStatement),
});

/** A statement of {@link permissionsPolicyFile}. */
export type PermissionsStatement = v.InferOutput<typeof permissionsPolicyFile>['Statement'][number];
