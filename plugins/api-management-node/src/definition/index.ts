/**
 * What drivers share to show consumers an OpenAPI document. Small, so that a worker thread can load it alone.
 *
 * @packageDocumentation
 */
export * from './withInvokeUrl';
export * from './withoutPrivate';
