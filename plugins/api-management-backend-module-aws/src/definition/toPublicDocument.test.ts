import { toPublicDocument } from './toPublicDocument';

const invokeUrl = 'https://api.example.com/accounts';
const info = { title: 'Accounts', version: '1' };
const publish = (document: object) =>
  JSON.parse(toPublicDocument(JSON.stringify(document), { url: invokeUrl }));

describe('toPublicDocument', () => {
  it('names the invoke URL as the only server', () => {
    const servers = [{ url: 'https://vpce-1.execute-api.eu-west-1.vpce' }];
    expect(publish({ openapi: '3.0.1', info, servers, paths: {} })).toEqual({
      openapi: '3.0.1',
      info,
      servers: [{ url: invokeUrl }],
      paths: {},
    });
  });

  it('does so in the words of Swagger 2', () => {
    const document = { swagger: '2.0', info, host: 'x.execute-api', paths: {} };
    expect(publish(document)).toEqual({
      swagger: '2.0',
      info,
      host: 'api.example.com',
      basePath: '/accounts',
      schemes: ['https'],
      paths: {},
    });
  });

  it('drops what tells of backends, wherever it is', () => {
    const text = JSON.stringify(
      publish({
        openapi: '3.0.1',
        info,
        'x-amazon-apigateway-policy': { Resource: 'hidden' },
        paths: {
          '/': {
            servers: [{ url: 'https://hidden' }],
            get: {
              'x-amazon-apigateway-integration': { uri: 'https://hidden' },
              responses: {
                200: {
                  links: { next: { server: { url: 'https://hidden' } } },
                },
              },
            },
          },
        },
        components: {
          securitySchemes: {
            own: {
              type: 'apiKey',
              'x-amazon-apigateway-authorizer': { authorizerUri: 'hidden' },
            },
          },
        },
      }),
    );
    expect(text).not.toContain('hidden');
    expect(text).toContain('"own":{"type":"apiKey"}');
  });

  it("keeps the API's own names", () => {
    const schemas = {
      servers: { type: 'object', properties: { servers: { type: 'array' } } },
    };
    const parameters = { servers: { name: 'servers', in: 'query' } };
    const components = { schemas, parameters };
    expect(
      publish({ openapi: '3.0.1', info, paths: {}, components }),
    ).toMatchObject({ components });
  });

  it.each(['{"openapi":', 'null', '[]', '"openapi"', '{"paths":{}}'])(
    'throws a SyntaxError for %s',
    text => {
      expect(() => toPublicDocument(text, { url: invokeUrl })).toThrow(
        SyntaxError,
      );
    },
  );
});
