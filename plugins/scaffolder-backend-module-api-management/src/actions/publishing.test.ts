import { ImportingPortal } from '../__testUtils__/serveApis';
import { servicesAt, taskOf } from '../__testUtils__/taskOf';
import { createProductAction } from './createProduct';
import { createImportApiAction } from './importApi';

const place = { accountLinkId: 'link-1', region: 'eu-west-1' };

let portal: ImportingPortal;

beforeEach(() => {
  portal = new ImportingPortal();
});
afterEach(() => portal.close());

async function run(
  create: typeof createImportApiAction | typeof createProductAction,
  input: object,
  options: { isDryRun?: boolean } = {},
) {
  const task = taskOf(input, options);
  await create(servicesAt(await portal.open())).handler(task.context);
  return task;
}

describe('api-management:api:import', () => {
  it('asks for an import, waits until it is over, and finds the API', async () => {
    const { outputs } = await run(createImportApiAction, {
      ...place,
      apiId: 'def',
      stage: 'v2',
    });
    expect(outputs).toEqual({
      gatewayApiId: 'def-v2',
      entityRef: 'api:default/loans',
      title: 'Loans',
    });
    expect(portal.calls.slice(0, 5)).toEqual([
      'GET /account-links/link-1',
      'POST /account-links/link-1/sync?region=eu-west-1',
      'GET /account-links/link-1',
      'GET /account-links/link-1',
      'GET /gateway-apis?offset=0&limit=200&accountLinkId=link-1&region=eu-west-1',
    ]);
  });

  it('takes the only stage when none is said', async () => {
    const { outputs } = await run(createImportApiAction, {
      ...place,
      apiId: 'abc',
    });
    expect(outputs.gatewayApiId).toBe('abc-v1');
  });

  it('has a region imported that was not', async () => {
    portal.regions = ['us-east-1'];
    const { outputs, lines } = await run(createImportApiAction, {
      ...place,
      apiId: 'abc',
    });
    expect(outputs.gatewayApiId).toBe('abc-v1');
    expect(portal.bodies).toEqual([{ regions: ['us-east-1', 'eu-west-1'] }]);
    expect(portal.calls).toContain('PATCH /account-links/link-1?version=7');
    expect(lines).toContain('Payments is imported from eu-west-1 from now on');
  });

  it('says why the import failed', async () => {
    portal.problem = 'The role may not read it.';
    await expect(
      run(createImportApiAction, { ...place, apiId: 'abc' }),
    ).rejects.toThrow(
      'eu-west-1 could not be imported: The role may not read it.',
    );
  });

  it('says that the API is not there', async () => {
    await expect(
      run(createImportApiAction, { ...place, apiId: 'abc', stage: 'v9' }),
    ).rejects.toThrow(
      'eu-west-1 was imported, and has no API abc with the stage v9; see that',
    );
  });

  it('only says what it would do in a dry run', async () => {
    const { lines } = await run(
      createImportApiAction,
      { ...place, apiId: 'abc' },
      { isDryRun: true },
    );
    expect(lines).toEqual(['Would import eu-west-1']);
    expect(portal.calls).toEqual([]);
  });
});

describe('api-management:product:create', () => {
  const input = {
    title: 'Loans',
    summary: 'Loans and their payments',
    owner: 'group:default/team-a',
    gatewayApiIds: ['abc-v1'],
  };

  it('makes a draft that is offered to its owner alone', async () => {
    const { outputs } = await run(createProductAction, input);
    expect(outputs).toEqual({ productId: 'product-1' });
    expect(portal.bodies).toMatchObject([
      {
        ...input,
        audience: { type: 'groups', groups: ['group:default/team-a'] },
        approval: 'manual',
      },
    ]);
  });

  it('makes one, however often it is run', async () => {
    portal.products.push({ id: 'product-0', title: 'Loans' });
    const { outputs } = await run(createProductAction, input);
    expect(outputs.productId).toBe('product-0');
    expect(portal.bodies).toEqual([]);
    expect(portal.calls).toEqual([
      expect.stringMatching(
        /^GET \/products\?.*(?=.*gatewayApiId=abc-v1)(?=.*state=draft)/,
      ),
    ]);
  });

  it('only says what it would do in a dry run', async () => {
    const { lines } = await run(createProductAction, input, { isDryRun: true });
    expect(lines).toEqual([
      'Would make a draft product Loans of group:default/team-a',
    ]);
    expect(portal.calls).toEqual([]);
  });
});
