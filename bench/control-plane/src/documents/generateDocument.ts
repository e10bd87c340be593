import { printAsExported } from './printAsExported';

const nouns = [
  'account',
  'balance',
  'consent',
  'payment',
  'branch',
  'policy',
  'claim',
  'quote',
];

/** What surrounds one operation and its schema when they are printed alone. */
const FRAME = printed({}, {}).length;

/**
 * The parts of an OpenAPI document that do not depend on the API it describes, as text that goes into a JSON object:
 * `"paths" : …, "components" : …`. Operations are added until the text is as long as asked for.
 */
export function generateDocument(
  bytes: number,
  options: { integrations: boolean },
): string {
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  let length = FRAME;
  for (let index = 0; length < bytes; index += 1) {
    const noun = nounOf(index);
    const path = `/${noun}s/{${noun}Id}`;
    paths[path] = pathItem(noun, options.integrations);
    schemas[noun] = schema(noun);
    // Counted without extensions, so that both variants have the same operations.
    const alone = { [path]: pathItem(noun, false) };
    length += printed(alone, { [noun]: schema(noun) }).length - FRAME;
  }
  return printed(paths, schemas);
}

function printed(paths: object, schemas: object): string {
  return printAsExported({ paths, components: { schemas } }).slice(1, -1);
}

function nounOf(index: number): string {
  const round = Math.floor(index / nouns.length);
  return `${nouns[index % nouns.length]}${round || ''}`;
}

function pathItem(noun: string, integrations: boolean) {
  return {
    parameters: [
      {
        name: `${noun}Id`,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      },
    ],
    get: operation('get', noun, integrations),
    delete: operation('delete', noun, integrations),
  };
}

function operation(method: string, noun: string, integrations: boolean) {
  return {
    operationId: `${method}_${noun}`,
    summary: `Reads or removes one ${noun} of the person who consented`,
    responses: {
      200: {
        description: '200 response',
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${noun}` },
          },
        },
      },
    },
    ...(integrations && {
      'x-amazon-apigateway-integration': {
        type: 'http_proxy',
        httpMethod: method.toUpperCase(),
        uri: `https://backend.internal.example/${noun}s`,
      },
    }),
  };
}

function schema(noun: string) {
  return {
    title: noun,
    type: 'object',
    required: ['id', 'currency'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      amount: { type: 'number' },
      currency: { type: 'string' },
      issuedAt: { type: 'string', format: 'date-time' },
    },
  };
}
