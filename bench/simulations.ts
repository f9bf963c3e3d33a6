import { readPolicy } from '../src/simulator/policy';
import { simulate } from '../src/simulator/simulate';
import { readClaims } from '../src/simulator/token';
import { seconds } from './measure';

const ISSUER = 'token.actions.githubusercontent.com';
const SUBJECT = 'repo:octo-org@123456/web@456789';

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${ISSUER}` },
      Condition: {
        StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
        StringLike: { [`${ISSUER}:sub`]: [`${SUBJECT}:ref:refs/tags/v*`, `${SUBJECT}:ref:refs/heads/release/*`] },
      },
    },
  ],
};

/** How many tokens the simulator judges in a second, half of them allowed. */
export function simulationsPerSecond(): number {
  const policy = readPolicy(POLICY);
  const tokens = ['refs/tags/v1.2.3', 'refs/heads/main'].map((ref) =>
    readClaims({ iss: `https://${ISSUER}`, aud: 'sts.amazonaws.com', ref, sub: `${SUBJECT}:ref:${ref}` }),
  );
  const judge = (times: number) => {
    for (let i = 0; i < times; i++) for (const token of tokens) simulate(policy, token);
  };
  judge(5_000);
  return 100_000 / seconds(() => judge(50_000));
}
