import type { AccountId } from '../iam/arn';

/** A text whose account id and partition CloudFormation fills in, or one that stands as it is. */
export type PortableText = string | { readonly 'Fn::Join': readonly [separator: '', parts: readonly (string | Ref)[]] };

/** A pseudo parameter: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
interface Ref {
  readonly Ref: 'AWS::AccountId' | 'AWS::Partition';
}

/**
 * A function that replaces an account's id, and its partition at the head of an ARN, by what CloudFormation knows them as, in all
 * texts of nested data but its keys. Texts are joined of literals: `Fn::Sub` would read what a user wrote as a template.
 */
export function portableIn({ id, partition }: AccountId): (data: unknown) => unknown {
  const own = new RegExp(`(${id}|(?<=arn:)${partition}(?=:))`);
  const isId = (part: string) => part === id;
  const text = (value: string): PortableText => {
    const [head = '', ...rest] = value.split(own);
    if (rest.length === 0) return head;
    const parts = [head, ...rest].map((part, i): string | Ref =>
      i % 2 === 0 ? part : { Ref: isId(part) ? 'AWS::AccountId' : 'AWS::Partition' },
    );
    return { 'Fn::Join': ['', parts.filter((part) => part !== '')] };
  };
  const portable = (data: unknown): unknown => {
    if (typeof data === 'string') return text(data);
    if (Array.isArray(data)) return data.map(portable);
    if (typeof data !== 'object' || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, portable(value)]));
  };
  return portable;
}
