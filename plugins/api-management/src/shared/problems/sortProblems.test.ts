import { refusal } from '../__testUtils__/refusal';
import { fieldsNamed, sortProblems } from './sortProblems';

const toField = fieldsNamed('title', 'owner', 'tags', 'regions', 'rate');
const sorted = async (message: string, status?: number) => {
  const { problems, left } = sortProblems(
    await refusal(message, status),
    toField,
  );
  return [problems, left?.message];
};

describe('sortProblems', () => {
  it.each([
    // what the backend says, where it stands and in which words
    ['title must NOT have fewer than 1 characters', 'title', 'Fill this in.'],
    [
      'title must NOT have more than 120 characters',
      'title',
      'At most 120 characters.',
    ],
    ['rate must be > 0', 'rate', 'More than 0.'],
    ['rate must be <= 10000', 'rate', 'At most 10000.'],
    ['rate must be number', 'rate', 'A number.'],
    ['tags must NOT have more than 20 items', 'tags', 'At most 20.'],
    [
      'tags/3 must match pattern "^[a-z0-9+#-]{1,63}$"',
      'tags',
      'This is not written as it has to be.',
    ],
    [
      'regions must NOT have fewer than 1 items',
      'regions',
      'Choose at least one.',
    ],
    [
      'owner: group:default/x is not in the audience of Accounts, Cards',
      'owner',
      'group:default/x is not in the audience of Accounts, Cards.',
    ],
    [
      'regions/0 must be a region that is enabled in the account: eu-west-1, eu-west-2',
      'regions',
      'Must be a region that is enabled in the account: eu-west-1, eu-west-2.',
    ],
  ])('%s: at %s', async (said, field, words) => {
    expect(await sorted(`request/body/${said}`)).toEqual([
      { [field]: words },
      undefined,
    ]);
  });

  it('finds the field that is missing', async () => {
    expect(
      await sorted("request/body must have required property 'title'"),
    ).toEqual([{ title: 'Fill this in.' }, undefined]);
  });

  it('sorts several, of which one has no field', async () => {
    expect(
      await sorted(
        'request/body/title must NOT have fewer than 1 characters, request/body/access/profile must be string, request/body/rate must be > 0',
      ),
    ).toEqual([
      { title: 'Fill this in.', rate: 'More than 0.' },
      'access.profile: Must be string.',
    ]);
  });

  it('leaves what is not about the body', async () => {
    const error = await refusal('The product was changed', 409);
    expect(sortProblems(error, toField)).toEqual({ problems: {}, left: error });
    expect(sortProblems(null, toField)).toEqual({
      problems: {},
      left: undefined,
    });
  });
});
