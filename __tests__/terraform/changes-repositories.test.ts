import { renameOwner } from '../support/github/rename';
import { testRows } from './changes/page';
import { REPOSITORY_ROWS } from './changes/repositories';

testRows(REPOSITORY_ROWS, ({ base, stacks, world, losses, edited, told, write, applied }) => {
  it('has a way by which a renamed organization loses access at no time', async () => {
    const [BEFORE, AFTER] = ['repo:octo-org/web:', 'repo:octo-labs@123456/web@456789:'];
    const subjects = () => world().accounts['111111111111']?.roles['deploy']?.trust;
    const moving = await edited(base(), undefined, ({ input }) => (input.github['moving_to'] = 'octo-labs'));
    expect(told(base(), moving)).toEqual([]);
    applied(write(moving, stacks()));
    expect(subjects()).toContain(BEFORE);
    expect(subjects()).toContain(AFTER);

    const renamed = await edited(moving, undefined, ({ world: there, input }) => {
      renameOwner(there, 'octo-org', 'octo-labs');
      // From then on GitHub puts the ids into subjects.
      for (const each of Object.values(there.owners['octo-labs']?.repositories ?? {})) each.immutable = true;
      input.github = { owner: 'octo-labs', renamed_from: 'octo-org' };
    });
    expect(told(moving, renamed)).toEqual([]);
    expect(applied(write(renamed, stacks(), true))).toBe('update role');
    expect(subjects()).toContain(AFTER);
    expect(subjects()).not.toContain(BEFORE);
    expect(losses()).toEqual([]);
  });
});
