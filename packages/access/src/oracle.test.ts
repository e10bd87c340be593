import { assertionCases } from './__testUtils__/oracle/assertionCases';
import { differences } from './__testUtils__/oracle/differences';
import type { Build, OracleContext } from './__testUtils__/oracle/OracleCase';
import { proofCases } from './__testUtils__/oracle/proofCases';
import { requestCases } from './__testUtils__/oracle/requestCases';
import { revocationCases } from './__testUtils__/oracle/revocationCases';
import { startOracle } from './__testUtils__/startOracle';
import { createTestDoor, type TestDoor } from './testUtils/createTestDoor';
import { createRawKey } from './testUtils/rawClient';
import { enrolRaw } from './testUtils/rawRegistration';

const cases = [
  ...requestCases,
  ...proofCases,
  ...assertionCases,
  ...revocationCases,
];

describe('oidc-provider as the oracle', () => {
  let context: OracleContext;
  let oracle: TestDoor;
  let close: () => void;

  beforeAll(async () => {
    const [key, otherKey] = await Promise.all([createRawKey(), createRawKey()]);
    const door = await createTestDoor();
    await enrolRaw(door, key);
    context = { door, key, otherKey };
    ({ oracle, close } = await startOracle(door, key));
  });

  afterAll(() => close());

  async function outcomeOf(server: TestDoor, build: Build): Promise<string> {
    const answer = await server.handle(await build(server, context));
    const text = await answer.text();
    const body = text ? JSON.parse(text) : {};
    return `${answer.status} ${body.error ?? body.token_type ?? ''}`.trim();
  }

  it.each(cases)('answers $title as listed', async each => {
    expect({
      door: await outcomeOf(context.door, each.build),
      oracle: await outcomeOf(oracle, each.build),
    }).toEqual({
      door: each.door,
      oracle: differences[each.title]?.oracle ?? each.door,
    });
  });

  it('has a case for each difference that is listed', () => {
    const titles = cases.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(Object.keys(differences)));
    expect(new Set(titles).size).toBe(titles.length);
  });
});
