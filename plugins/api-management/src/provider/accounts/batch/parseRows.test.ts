import { parseRows, toBatchRows } from './parseRows';

const read = (text: string) =>
  parseRows(text, 'aws').map(({ line, ...listed }) => listed);

describe('parseRows', () => {
  it.each([
    ['commas', '111111111111, Payments, eu-central-1, eu-west-1'],
    ['semicolons', '111111111111;Payments;eu-central-1;eu-west-1'],
    ['tabs', '111111111111\tPayments\teu-central-1\teu-west-1'],
    ['quotes', '"111111111111","Payments","eu-central-1 eu-west-1"'],
    [
      'titles above',
      'Account id,Alias,Regions\r\n111111111111,Payments,"eu-central-1,eu-west-1"\r\n',
    ],
  ])('reads a list with %s', (_, text) => {
    expect(read(text)).toEqual([
      {
        accountId: '111111111111',
        alias: 'Payments',
        regions: ['eu-central-1', 'eu-west-1'],
        problem: undefined,
      },
    ]);
  });

  it('reads account ids alone and leaves empty lines out', () => {
    expect(
      parseRows('111111111111\n\n222222222222\n', 'aws').map(
        ({ line, accountId }) => [line, accountId],
      ),
    ).toEqual([
      [1, '111111111111'],
      [3, '222222222222'],
    ]);
  });

  it.each([
    ['12345, Payments', 'An AWS account id has 12 digits. Spreadsheets drop'],
    ['payments, 111111111111', 'An AWS account id has 12 digits.'],
    [', Payments', 'The account id is missing.'],
    ['111111111111, Payments, Frankfurt', 'Frankfurt is not the name'],
    [`111111111111, ${'a'.repeat(121)}`, 'The alias has more than 120'],
  ])('finds what is wrong with %s', (text, problem) => {
    expect(read(text)[0].problem).toContain(problem);
  });

  it('refuses an account that is listed twice', () => {
    expect(
      read('111111111111\n222222222222\n111111111111').map(
        ({ problem }) => problem,
      ),
    ).toEqual([undefined, undefined, 'The account is in line 1 already.']);
  });
});

describe('toBatchRows', () => {
  it('leaves out what has a problem, and what was not given', () => {
    expect(
      toBatchRows(parseRows('111111111111\n12, Cut, eu-west-1', 'aws')),
    ).toEqual([{ accountId: '111111111111' }]);
  });
});
