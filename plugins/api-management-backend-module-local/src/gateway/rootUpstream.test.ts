import { connectConsumer } from '../__testUtils__/connectConsumer';
import { startTestGateway } from '../__testUtils__/startTestGateway';
import { startUpstream } from '../__testUtils__/startUpstream';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';

describe('an API whose upstream has no path', () => {
  const databases = createTestDatabases();

  it.each([
    ['/accounts', '/'],
    ['/accounts?page=2', '/?page=2'],
    ['/accounts?', '/?'],
    ['/accounts/?page=2', '/?page=2'],
    ['/accounts/v1?page=2', '/v1?page=2'],
  ])('gets %s as %s', async (path, url) => {
    const upstream = await startUpstream();
    const knex = await migratedDatabase(databases);
    const { origin } = new URL(upstream.url);
    const gateway = await startTestGateway(knex, origin);
    await gateway.grant();
    const consumer = await connectConsumer(gateway.baseUrl);
    const answer = await consumer.call(path);
    expect(answer.status).toBe(200);
    expect(upstream.received).toMatchObject([{ url }]);
    await gateway.close();
    await upstream.close();
  });
});
