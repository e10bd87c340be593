import { entityName, slugOf } from './entityName';

const where = {
  accountId: '111122223333',
  region: 'eu-west-1',
  apiId: 'a1b2c3',
  stage: 'prod',
};

describe('entityName', () => {
  it.each([
    ['Accounts & Payments', /^accounts-payments-[0-9a-f]{8}$/],
    ['Überweisung', /^u-berweisung-[0-9a-f]{8}$/],
    ['日本', /^api-[0-9a-f]{8}$/],
    ['x'.repeat(200), /^x{54}-[0-9a-f]{8}$/],
  ])('makes a catalog name of %s', (title, pattern) => {
    const name = entityName({ ...where, title });
    expect(name).toMatch(pattern);
    expect(name.length).toBeLessThanOrEqual(63);
  });

  it('differs for the same title in another place', () => {
    const here = entityName({ ...where, title: 'Accounts' });
    expect(
      entityName({ ...where, region: 'eu-north-1', title: 'Accounts' }),
    ).not.toBe(here);
    expect(entityName({ ...where, title: 'Accounts' })).toBe(here);
  });
});

describe('slugOf', () => {
  it('never ends with a dash, also when it is cut', () => {
    expect(slugOf('one two three', 8)).toBe('one-two');
  });
});
