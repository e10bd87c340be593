import { Parser } from '@asyncapi/parser';
import type { DiscoveredApi } from '@oaf/backstage-plugin-api-management-node';
import { toAsyncApi } from './toAsyncApi';

const api: DiscoveredApi = {
  region: 'eu-west-1',
  apiId: 'sock000001',
  stage: '$default',
  title: 'Ticker',
  description: 'Prices as they change',
  protocol: 'WEBSOCKET',
  invokeUrl: 'wss://ticks.example.com/v1',
  tags: {},
  fingerprint: 'f',
};

const parts: Parameters<typeof toAsyncApi>[1] = {
  selection: '$request.body.action',
  routes: [
    { routeKey: 'subscribe', requestModels: { $default: 'Subscribe' } },
    { routeKey: '$connect' },
    { routeKey: '$disconnect' },
    { routeKey: '$default', operationName: 'Anything else' },
    { routeKey: 'either/or', requestModels: { a: 'Subscribe', b: 'Order' } },
    { routeKey: 'lost', requestModels: { $default: 'Deleted' } },
  ],
  models: [
    {
      name: 'Subscribe',
      schema: JSON.stringify({
        $schema: 'http://json-schema.org/draft-04/schema#',
        type: 'object',
        required: ['symbol'],
        properties: {
          symbol: { type: 'string' },
          order: {
            $ref: 'https://apigateway.amazonaws.com/restapis/sock000001/models/Order',
          },
        },
      }),
    },
    { name: 'Order', schema: '{"type":"object"}' },
    { name: 'Broken', schema: '{' },
  ],
};

const convert = () => JSON.parse(toAsyncApi(api, parts));

describe('toAsyncApi', () => {
  it('makes a document that the AsyncAPI parser accepts without an error', async () => {
    const { document, diagnostics } = await new Parser().parse(
      toAsyncApi(api, parts),
    );
    const errors = diagnostics.filter(({ severity }) => severity === 0);
    expect(errors).toEqual([]);
    expect(document!.version()).toBe('3.0.0');
    expect(document!.info().title()).toBe('Ticker');
    expect(
      document!
        .operations()
        .all()
        .map(operation => operation.id()),
    ).toEqual(['_24default', 'either_2for', 'lost', 'subscribe']);
  });

  it('names the address and what the routes receive', () => {
    expect(convert()).toMatchObject({
      servers: {
        _24default: {
          host: 'ticks.example.com',
          pathname: '/v1',
          protocol: 'wss',
        },
      },
      operations: {
        subscribe: {
          action: 'receive',
          description:
            'Chosen by the route selection expression $request.body.action',
        },
        _24default: { summary: 'Anything else' },
      },
      components: {
        messages: {
          subscribe: {
            name: 'subscribe',
            payload: { $ref: '#/components/schemas/Subscribe' },
          },
          either_2for: {
            payload: {
              oneOf: [
                { $ref: '#/components/schemas/Subscribe' },
                { $ref: '#/components/schemas/Order' },
              ],
            },
          },
        },
      },
    });
  });

  it('links models to each other within the document', () => {
    expect(convert().components.schemas.Subscribe).toEqual({
      type: 'object',
      required: ['symbol'],
      properties: {
        symbol: { type: 'string' },
        order: { $ref: '#/components/schemas/Order' },
      },
    });
  });

  it('says nothing about a message whose model is gone, or a model that cannot be read', () => {
    const { components } = convert();
    expect(components.messages.lost).toEqual({ name: 'lost', title: 'lost' });
    expect(components.schemas.Broken).toEqual({});
  });

  it('makes the same document whatever the order of the routes', () => {
    const routes = [...parts.routes].reverse();
    expect(toAsyncApi(api, { ...parts, routes })).toBe(toAsyncApi(api, parts));
  });
});
