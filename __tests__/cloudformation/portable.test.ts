import fc from 'fast-check';
import { portableIn } from '../../src/cloudformation/portable';
import { resolvedIn } from '../support/cloudformation/resolved';

const production = { id: '111111111111', partition: 'aws' } as const;
const gov = { id: '222222222222', partition: 'aws-us-gov' } as const;

/** Texts of pieces that matter, and others. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '111111111111',
        '1',
        'arn:',
        'aws',
        'arn:aws:',
        ':',
        '${AWS::AccountId}',
        '!Sub ',
        '{{',
        'aws-us-gov',
      ),
      fc.string({ maxLength: 4 }),
    ),
  )
  .map((parts) => parts.join(''));

it('gives in the same account the same text', () => {
  fc.assert(
    fc.property(text, (value) => {
      fc.pre(!/\{\{\s*resolve\s*:/i.test(value));
      expect(resolvedIn(production, portableIn(production)(value))).toBe(value);
    }),
    { numRuns: 2000 },
  );
});

it('gives for another account what that one would have', () => {
  const arn = ({ id, partition }: { id: string; partition: string }) => `arn:${partition}:s3:::octo-${id}-${id}/*`;

  expect(portableIn(production)(arn(production))).toEqual(portableIn(gov)(arn(gov)));
  expect(resolvedIn(gov, portableIn(production)(arn(production)))).toBe(arn(gov));
});

it('joins literals, and evaluates nothing that stands in them', () => {
  expect(portableIn(production)(['${AWS::AccountId}', { a: 'x${111111111111}', '111111111111': 1 }])).toEqual([
    '${AWS::AccountId}',
    { a: { 'Fn::Join': ['', ['x${', { Ref: 'AWS::AccountId' }, '}']] }, '111111111111': 1 },
  ]);
});

it('takes a partition for one only at the head of an ARN', () => {
  expect(portableIn(production)('aws sts.amazonaws.com aws: arn:aws')).toBe('aws sts.amazonaws.com aws: arn:aws');
  expect(portableIn(production)('arn:aws-us-gov:iam::111:role/x')).toBe('arn:aws-us-gov:iam::111:role/x');
});
