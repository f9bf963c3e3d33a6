import fc from 'fast-check';
import { logicalId } from '../../src/cloudformation/logical-id';

const ACCOUNT = '111111111111';

it.each([
  ['web', 'RoleWeb'],
  ['web-deploy', 'RoleWebDeploy'],
  ['a-b1-c', 'RoleAB1C'],
  ['webDeploy', 'Role0webDeploy'],
  ['web-2', 'Role0webZ2d2'],
  ['web--deploy', 'Role0webZ2dZ2ddeploy'],
  ['Zone', 'Role0Z5aone'],
  ['a+=,.@-_b', 'Role0aZ2bZ3dZ2cZ2eZ40Z2dZ5fb'],
  ['web-111111111111', 'Role0webZ2dZid'],
])('calls the role %s %s, for ever', (name, id) => {
  expect(logicalId('Role', name, ACCOUNT)).toBe(id);
});

const roleName = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('aAbBzZ0129-_.d')), minLength: 1, maxLength: 8 }),
  fc
    .array(fc.constantFrom('web', 'Zid', '-', 'Z2d', ACCOUNT, '0', 'role'), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('')),
);

it('gives two names two ids, of letters and digits', () => {
  fc.assert(
    fc.property(roleName, roleName, (a, b) => {
      const [one, other] = [logicalId('Role', a, ACCOUNT), logicalId('Role', b, ACCOUNT)];
      expect(one === other).toBe(a === b);
      expect(one).toMatch(/^[A-Za-z0-9]{1,255}$/);
    }),
    { numRuns: 5000 },
  );
});

it('gives the longest name an id that CloudFormation takes', () => {
  expect(logicalId('Role', '+'.repeat(64), ACCOUNT)).toHaveLength(197);
});
