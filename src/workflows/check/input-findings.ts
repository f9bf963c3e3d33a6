import { meantInput } from './action-inputs';
import { botSessionFault, unknownInputFault, unknownInputs } from './input-faults';
import type { LoginFault } from './login-verdict';
import type { LoginStep } from './logins';

/** What there is to say of the inputs of a step that logs in, beside what makes it fail. */
export function inputFindings(login: LoginStep): readonly LoginFault[] {
  const { step } = login;
  const bots = botSessionFault(login);
  const passedOver = unknownInputs(login).filter((name) => {
    const meant = meantInput(name);
    return !(meant === 'role-to-assume' || meant === 'aws-region') || step.with.has(meant);
  });
  return [
    ...passedOver.map((name) => ({ ...unknownInputFault(login, name), severity: 'warning' as const })),
    ...(bots ? [bots] : []),
  ];
}
