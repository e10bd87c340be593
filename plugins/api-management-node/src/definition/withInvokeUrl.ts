/**
 * An OpenAPI document whose only server is the invoke URL, in the words of its version; servers below the root stay.
 *
 * @public
 */
export function withInvokeUrl(
  document: Record<string, unknown>,
  invokeUrl: string,
): Record<string, unknown> {
  const { host, pathname, protocol } = new URL(invokeUrl);
  return document.swagger
    ? {
        ...document,
        host,
        basePath: pathname,
        schemes: [protocol.slice(0, -1)],
      }
    : { ...document, servers: [{ url: invokeUrl }] };
}
