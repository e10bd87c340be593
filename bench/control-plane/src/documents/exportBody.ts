import { createHash } from 'node:crypto';
import type { ApiSpec } from '../world/specs';
import { DOCUMENT_COUNT, documentSize } from './documentSizes';
import { generateDocument } from './generateDocument';
import { printAsExported } from './printAsExported';

/** Where consumers find the API, as exports tell it. */
type Server = { url: string; basePath: string };

const LARGE_BYTES = 6.5 * 1024 * 1024;

const generated = new Map<string, Buffer>();

/**
 * The exported OpenAPI document of an API: a head of its own and a body that APIs of the same size share, so that tens
 * of thousands of documents need little memory.
 */
export function exportBody(
  spec: ApiSpec,
  options: { server: Server; integrations: boolean },
): Buffer[] {
  if (spec.fault === 'malformed-export') {
    return [Buffer.from(`${head(spec, options.server)}"paths" : {`)];
  }
  if (spec.document) {
    const document = options.integrations
      ? spec.document
      : withoutIntegrations(spec.document);
    return [Buffer.from(printAsExported(document))];
  }
  return [
    Buffer.from(head(spec, options.server)),
    spec.fault === 'large-export'
      ? tail('large', LARGE_BYTES, options.integrations)
      : sharedTail(spec, options.integrations),
  ];
}

function head(spec: ApiSpec, server: Server): string {
  const printed = printAsExported({
    openapi: '3.0.1',
    info: {
      title: spec.name,
      description: spec.description,
      version: spec.version ?? '1.0',
    },
    servers: [
      {
        url: `${server.url}/{basePath}`,
        variables: { basePath: { default: server.basePath } },
      },
    ],
  });
  return `${printed.slice(0, -2)},`;
}

function sharedTail(spec: ApiSpec, integrations: boolean): Buffer {
  const quantile = spec.documentQuantile ?? quantileOf(spec.apiId);
  const index = Math.min(
    DOCUMENT_COUNT - 1,
    Math.floor(quantile * DOCUMENT_COUNT),
  );
  const size = documentSize((index + 0.5) / DOCUMENT_COUNT);
  return tail(String(index), size, integrations);
}

function tail(name: string, bytes: number, integrations: boolean): Buffer {
  const key = `${name}/${integrations}`;
  let text = generated.get(key);
  if (!text) {
    text = Buffer.from(`${generateDocument(bytes, { integrations })}}`);
    generated.set(key, text);
  }
  return text;
}

function quantileOf(apiId: string): number {
  return createHash('sha256').update(apiId).digest().readUInt32BE() / 2 ** 32;
}

function withoutIntegrations(document: object): object {
  return JSON.parse(
    JSON.stringify(document, (key, value) =>
      key.startsWith('x-amazon-apigateway-') ? undefined : value,
    ),
  );
}
