import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import scaffolderModule from '.';

describe('the module in a running scaffolder', () => {
  it('adds both actions, with what they take and examples', async () => {
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        scaffolderPlugin,
        scaffolderModule,
        mockServices.rootConfig.factory({
          data: { app: { baseUrl: 'https://portal.example' } },
        }),
      ],
    });
    const { body } = await request(server)
      .get('/api/scaffolder/v2/actions')
      .expect(200);
    const ours = body.filter(({ id }: { id: string }) =>
      id.startsWith('api-management:'),
    );
    expect(
      ours.map(({ id, schema, examples }: any) => [
        id,
        schema.input.required,
        examples.length,
      ]),
    ).toEqual([
      [
        'api-management:infrastructure:deploy',
        ['template', 'accountLinkId', 'region', 'stackName'],
        2,
      ],
      [
        'api-management:infrastructure:destroy',
        ['accountLinkId', 'region', 'stackName'],
        1,
      ],
    ]);
  });
});
