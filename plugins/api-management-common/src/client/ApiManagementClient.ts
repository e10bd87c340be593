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
  [Operation in keyof DefaultApiClient]: Unwrapped<DefaultApiClient[Operation]>;
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
        ? async (...args: unknown[]) =>
            unwrap(await (target[operation] as any)(...args))
        : undefined,
  }) as unknown as ApiManagementClient;
}

async function unwrap(response: Response) {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response.status === 204 ? undefined : response.json();
}
