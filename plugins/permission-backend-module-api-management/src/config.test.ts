import { ConfigReader } from '@backstage/config';
import { readOtherPermissions, readRoleGroups } from './config';

const read = (roles?: object) =>
  readRoleGroups(
    new ConfigReader({ permission: { apiManagement: { roles } } }),
  );

describe('readRoleGroups', () => {
  it('gives an unconfigured role to nobody', () => {
    expect(read()).toEqual({ administrators: [], managers: [] });
  });

  it('writes references in full', () => {
    expect(
      read({ administrators: ['Platform'], managers: ['group:default/api'] }),
    ).toEqual({
      administrators: ['group:default/platform'],
      managers: ['group:default/api'],
    });
  });

  it('names the entry that is not a reference', () => {
    expect(() => read({ managers: ['group:default/a', 'group:'] })).toThrow(
      'permission.apiManagement.roles.managers[1]: ',
    );
  });
});

describe('readOtherPermissions', () => {
  const readOther = (otherPermissions?: string) =>
    readOtherPermissions(
      new ConfigReader({
        permission: { apiManagement: { otherPermissions } },
      }),
    );

  it.each([
    [undefined, 'allow'],
    ['allow', 'allow'],
    ['deny', 'deny'],
  ])('reads %p as %p', (configured, expected) => {
    expect(readOther(configured)).toBe(expected);
  });

  it('says what may stand there', () => {
    expect(() => readOther('no')).toThrow(
      'permission.apiManagement.otherPermissions must be allow or deny, not no',
    );
  });
});
