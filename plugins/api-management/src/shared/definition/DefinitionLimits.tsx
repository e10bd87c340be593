import { Alert } from '@backstage/ui';
import {
  definitionLimits,
  type GatewayApi,
} from '@oaf/backstage-plugin-api-management-common';
import { formatCount } from '../format';

const MEGABYTE = 1024 * 1024;

/** What whoever publishes an API has to know of its definition, as sentences. */
export function limitsOf({
  definition,
  definitionNote,
  importError,
}: Pick<
  GatewayApi,
  'definition' | 'definitionNote' | 'importError'
>): string[] {
  const { bytes = 0, operationCount } = definition ?? {};
  const size = `${(bytes / MEGABYTE).toFixed(1)} MB`;
  return [
    importError && `Its last import failed: ${importError}`,
    definitionNote,
    !definition && 'No definition is kept, so consumers see no operations.',
    bytes > definitionLimits.catalog &&
      `Its definition has ${size}, more than the ${
        definitionLimits.catalog / MEGABYTE
      } MB that the catalog takes: the catalog shows no operations of it. ${
        operationCount === undefined
          ? 'All of it is'
          : `All of its ${formatCount(operationCount)} operations are`
      } shown as Reference of the product.`,
    bytes > definitionLimits.compared &&
      `Definitions of more than ${
        definitionLimits.compared / MEGABYTE
      } MB are not compared: consumers are not told which changes break them.`,
  ].filter(sentence => typeof sentence === 'string');
}

/** Tells the limits of an API's definition before it is published. */
export function DefinitionLimits({ api }: { api: GatewayApi }) {
  const limits = limitsOf(api);
  return limits.length === 0 ? null : (
    <Alert
      status="warning"
      icon
      title={`Before you publish ${api.title}`}
      description={limits.join(' ')}
    />
  );
}
