import { answer, reading, recordedPlane } from '../__testUtils__/recordedPlane';
import { collect, readRestApis, readRestStages, readV2Apis } from './readApis';

/** As API Gateway answers it, cut short. */
const restApi = {
  id: 'a1b2c3d4e5',
  name: 'Accounts',
  createdDate: 1763913600,
  apiKeySource: 'HEADER',
  endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
  disableExecuteApiEndpoint: false,
  rootResourceId: 'x0y1z2',
};

describe('readApis', () => {
  it('reads REST APIs page by page, 500 at a time', async () => {
    const { plane, requests } = recordedPlane(
      answer(200, { item: [restApi], position: 'eyJ+/=' }),
      answer(200, { item: [{ ...restApi, id: 'f6g7h8i9j0' }] }),
    );
    const apis = await collect(readRestApis(plane, reading));
    expect(apis.map(({ id }) => id)).toEqual(['a1b2c3d4e5', 'f6g7h8i9j0']);
    expect(requests.map(({ path, query }) => [path, query])).toEqual([
      ['/restapis', { limit: '500' }],
      ['/restapis', { limit: '500', position: 'eyJ+/=' }],
    ]);
  });

  it('reads HTTP and WebSocket APIs page by page', async () => {
    const api = { apiId: 'p1q2r3s4t5', protocolType: 'HTTP', name: 'Quotes' };
    const { plane, requests } = recordedPlane(
      answer(200, { items: [api], nextToken: 'more' }),
      answer(200, { items: [], nextToken: null }),
    );
    expect(await collect(readV2Apis(plane, reading))).toEqual([api]);
    expect(requests.map(({ query }) => query)).toEqual([
      { maxResults: '500' },
      { maxResults: '500', nextToken: 'more' },
    ]);
  });

  it('takes a region without APIs as it is', async () => {
    const { plane } = recordedPlane(answer(200, {}), answer(200, {}));
    expect(await collect(readRestApis(plane, reading))).toEqual([]);
    expect(await collect(readV2Apis(plane, reading))).toEqual([]);
  });

  it('finds no stages of an API that was deleted meanwhile', async () => {
    const { plane } = recordedPlane(
      answer(
        404,
        { message: 'Invalid API identifier specified 111111111111:a1b2c3d4e5' },
        { 'x-amzn-errortype': 'NotFoundException' },
      ),
    );
    expect(await readRestStages(plane, reading, 'a1b2c3d4e5')).toEqual([]);
  });

  it('does not take the 404 of something in between for a deleted API', async () => {
    const { plane } = recordedPlane(answer(404, '<html>Not Found</html>'));
    await expect(readRestStages(plane, reading, 'a1')).rejects.toMatchObject({
      reason: 'unavailable',
      message: expect.stringContaining('answered 404'),
    });
  });

  it('does not take the page of something in between for an empty list', async () => {
    const page = answer(200, '<html>Sign in</html>');
    const { plane } = recordedPlane(page);
    await expect(collect(readRestApis(plane, reading))).rejects.toMatchObject({
      reason: 'unavailable',
      message: expect.stringContaining('The answer to /restapis is not JSON'),
    });
  });
});
