import { stackNamePattern } from '@oaf/backstage-plugin-api-management-common';
import express, {
  type ErrorRequestHandler,
  type RequestHandler,
} from 'express';
import { middleware } from 'express-openapi-validator';
import request from 'supertest';
import { spec } from './openapi';

// The router does not ask this at each start.
async function validate(apiSpec: object) {
  const app = express();
  const answer: RequestHandler = (_request, response) => {
    response.json('valid');
  };
  const tell: ErrorRequestHandler = (error, _request, response, _next) => {
    response.json(error.message);
  };
  app.use(middleware({ apiSpec: apiSpec as never, ignoreUndocumented: true }));
  app.use(answer, tell);
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

  it('takes the names of stacks that forms take', () => {
    expect(
      spec.components.schemas.DeploymentInput.properties.stackName.pattern,
    ).toBe(`^${stackNamePattern}$`);
  });
});
