import { resolvePackagePath } from '@backstage/backend-plugin-api';

/**
 * Names of the sample APIs: path segment at the upstream server and file name of the definition.
 *
 * @public
 */
export const sampleApis = [
  'products-and-services',
  'claims-notification',
  'accounts',
] as const;

/** @public */
export type SampleApi = (typeof sampleApis)[number];

/**
 * Absolute path of the OpenAPI document of a sample API.
 *
 * @public
 */
export function sampleApiDefinitionPath(api: SampleApi): string {
  return resolvePackagePath('@oaf/sandbox', 'apis', `${api}.yaml`);
}
