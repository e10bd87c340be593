import { ResponseError } from '@backstage/errors';
import { DefaultApiClient } from '../schema/openapi/generated';
import type { TypedResponse } from '../schema/openapi/generated/apis';

type Unwrapped<Method> = Method extends (
  request: infer Request,
  ...rest: infer Rest
) => Promise<TypedResponse<infer Body>>
  ? (request: Request, ...rest: Rest) => Promise<Body>
  : never;

/**
 * The operations of the api-management backend. Each answers the body, and throws a ResponseError on a status of 400 or more.
 *
 * @public
 */
export type ApiManagementClient = {
  [Operation in keyof DefaultApiClient]: Operation extends 'getInvoicePdf'
    ? (
        ...request: Parameters<DefaultApiClient['getInvoicePdf']>
      ) => Promise<Blob>
    : Unwrapped<DefaultApiClient[Operation]>;
};

/**
 * @public
 */
export function createApiManagementClient(
  ...options: ConstructorParameters<typeof DefaultApiClient>
): ApiManagementClient {
  const generated = new DefaultApiClient(...options);
  return new Proxy(generated, {
    get: (target, operation: keyof DefaultApiClient) =>
      typeof target[operation] === 'function'
        ? async (request: { query?: object }, ...rest: unknown[]) =>
            unwrap(await (target[operation] as any)(toWire(request), ...rest))
        : undefined,
  }) as unknown as ApiManagementClient;
}

/** The generated code names `from` `_from` and cannot print a Date, so both would be dropped from the URL. */
function toWire<Request extends { query?: object }>(request: Request): Request {
  return request.query
    ? {
        ...request,
        query: Object.fromEntries(
          Object.entries(request.query).map(([name, value]) => [
            name.replace(/^_/, ''),
            value instanceof Date ? value.toISOString() : value,
          ]),
        ),
      }
    : request;
}

async function unwrap(response: Response) {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  if (response.status === 204) {
    return undefined;
  }
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/pdf')) {
    return response.blob();
  }
  return /^text\/(plain|csv)\b/.test(type) ? response.text() : response.json();
}
