import { type LoginVerdict, cannotTell } from './login-verdict';

/** What is to be expected where the environment is not known: what all that it can be come to, if that is the same. */
export function summed(verdicts: readonly LoginVerdict[], because: readonly string[]): LoginVerdict | undefined {
  const [first] = verdicts;
  if (!first) return undefined;
  const same = (key: keyof LoginVerdict) => verdicts.every((verdict) => verdict[key] === first[key]);
  if (same('reason') && first.verdict !== 'works') return { ...first, ...common() };
  return cannotTell('environment-unknown', common(), `the environment depends on ${because.join(', ')}`);

  function common() {
    return {
      account: same('account') ? (first?.account ?? null) : null,
      roleArn: same('roleArn') ? (first?.roleArn ?? null) : null,
      subject: null,
    };
  }
}
