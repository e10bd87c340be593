import { withInvokeUrl, withoutPrivate } from '.';

const hidden = [{ url: 'https://hidden' }];

describe('withoutPrivate', () => {
  it('drops servers at any depth', () => {
    const document = {
      servers: hidden,
      paths: {
        '/': {
          servers: hidden,
          get: {
            responses: { 200: { links: { next: { server: hidden[0] } } } },
          },
        },
      },
    };
    expect(withoutPrivate(document)).toEqual({
      paths: { '/': { get: { responses: { 200: { links: { next: {} } } } } } },
    });
  });

  it('drops extensions wherever they are', () => {
    const document = {
      'x-gateway-policy': 1,
      components: { securitySchemes: { own: { 'x-gateway-authorizer': 1 } } },
    };
    expect(
      withoutPrivate(document, name => name.startsWith('x-gateway-')),
    ).toEqual({ components: { securitySchemes: { own: {} } } });
  });

  it.each([
    'callbacks',
    'examples',
    'headers',
    'links',
    'parameters',
    'properties',
    'requestBodies',
    'responses',
    'schemas',
    'securitySchemes',
  ])('keeps what the API named `server` among its %s', map => {
    const document = { components: { [map]: { server: { a: 1 } } } };
    expect(withoutPrivate(document)).toEqual(document);
  });
});

describe('withInvokeUrl', () => {
  it('names the only server in the words of the version', () => {
    const url = 'https://api.example.com/accounts';
    expect(withInvokeUrl({ openapi: '3.1.0', servers: hidden }, url)).toEqual({
      openapi: '3.1.0',
      servers: [{ url }],
    });
    expect(withInvokeUrl({ swagger: '2.0', host: 'hidden' }, url)).toEqual({
      swagger: '2.0',
      host: 'api.example.com',
      basePath: '/accounts',
      schemes: ['https'],
    });
  });
});
