import { compare } from '../src/analysis/compare';
import { createCalculus } from '../src/analysis/calculus';
import { readPolicy } from '../src/simulator/policy';
import { median, seconds } from './measure';

const ISSUER = 'token.actions.githubusercontent.com';

function policy(tail: string) {
  const subjects = ['repo:octo-org/web', 'repo:octo-org@123456/web@456789'].map((prefix) => `${prefix}:${tail}`);
  return readPolicy({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${ISSUER}` },
        Condition: {
          StringEquals: {
            [`${ISSUER}:aud`]: 'sts.amazonaws.com',
            [`${ISSUER}:repository_id`]: '456789',
            [`${ISSUER}:repository_owner_id`]: '123456',
          },
          StringLike: { [`${ISSUER}:sub`]: subjects },
        },
      },
    ],
  });
}

/** How long it takes to compare two typical policies with patterns over all tokens, with nothing known from before. */
export function secondsToCompare(): number {
  const [before, after] = [policy('ref:refs/heads/release/*'), policy('*')];
  return median(Array.from({ length: 51 }, () => seconds(() => compare(before, after, createCalculus()))));
}
