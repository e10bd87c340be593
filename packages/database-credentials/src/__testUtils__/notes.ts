import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';

/** A plugin with a table: `POST /api/notes` writes one in a transaction and answers how many there are. */
export const notes = createBackendPlugin({
  pluginId: 'notes',
  register({ registerInit }) {
    registerInit({
      deps: {
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
      },
      async init({ database, httpRouter }) {
        const knex = await database.getClient();
        await knex.schema.createTable('notes', table => {
          table.bigInteger('at').notNullable();
        });
        httpRouter.use(async (_, response) => {
          const count = await knex.transaction(async transaction => {
            await transaction('notes').insert({ at: Date.now() });
            return transaction('notes').count();
          });
          response.json(count);
        });
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});
