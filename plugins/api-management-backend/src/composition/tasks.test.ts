import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { startPlugin } from '../__testUtils__/startPlugin';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('runs by itself what the README tells', async () => {
  const { server } = await startPlugin(await databases.init('SQLITE_3'));
  const { body } = await request(server)
    .get('/api/api-management/.backstage/scheduler/v1/tasks')
    .set('authorization', mockCredentials.service.header());
  const ids = body.tasks.map(({ taskId }: { taskId: string }) => taskId);
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const [, section] = readme.split(/^## What runs by itself$/m);
  const [table] = section.split(/^## /m);
  const told = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, id]) => id);
  // One for each driver; the test's is called fake.
  const own = told.map(id => id.replace('<driver>', 'fake'));
  expect(own.sort()).toEqual(ids.sort());
});
