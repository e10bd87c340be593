import express from 'express';
import { middleware } from 'express-openapi-validator';
import request from 'supertest';
import { spec } from './openapi';

// The router does not ask this at each start.
async function validate(apiSpec: object) {
  const app = express();
  app.use(
    middleware({ apiSpec: apiSpec as never, ignoreUndocumented: true }),
    (_request, response) => response.json('valid'),
  );
  app.use(((error, _request, response, _next) =>
    response.json(error.message)) as express.ErrorRequestHandler);
  return (await request(app).get('/nowhere')).body;
}

describe('openapi.yaml', () => {
  it('is an OpenAPI document', async () => {
    expect(await validate(spec)).toBe('valid');
  });

  it('would not be one without the version of its API', async () => {
    expect(await validate({ ...spec, info: { title: 'API' } })).toContain(
      'apiDoc was invalid',
    );
  });
});
