import { createAwsCall } from './createAwsCall';

const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };

describe('createAwsCall', () => {
  const asked = jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () => Response.json({}));

  afterAll(() => asked.mockRestore());

  it.each([
    ['eu-central-1', undefined, 'https://kms.eu-central-1.amazonaws.com/'],
    [
      'cn-north-1',
      'amazonaws.com.cn',
      'https://kms.cn-north-1.amazonaws.com.cn/',
    ],
    [
      'eusc-de-east-1',
      'amazonaws.eu',
      'https://kms.eusc-de-east-1.amazonaws.eu/',
    ],
  ])('asks the service of %s', async (region, urlSuffix, url) => {
    await createAwsCall('kms', { region, urlSuffix, credentials })(
      'ListKeys',
      {},
    );
    const [request] = asked.mock.lastCall as [Request];
    expect(request.url).toBe(url);
    expect(request.headers.get('authorization')).toContain(
      `/${region}/kms/aws4_request`,
    );
  });
});
