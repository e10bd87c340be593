/**
 * What drivers share to show consumers an OpenAPI document. Small, so that a worker thread can load it alone.
 *
 * @packageDocumentation
 */
export { bundleDefinition } from './bundle/bundleDefinition';
export type { BundleOptions } from './bundle/Bundle';
export {
  publishDefinition,
  PUBLISHING_VERSION,
} from './publish/publishDefinition';
export type {
  PublishedDefinition,
  PublishOptions,
} from './publish/publishDefinition';
export type { PublicServer } from './publish/Publishing';
