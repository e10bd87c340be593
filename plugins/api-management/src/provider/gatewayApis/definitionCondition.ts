import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';

/** What is to be known of an API's definition, as one word and a sentence; the worst first. */
export type DefinitionCondition = {
  name: 'failed' | 'partial' | 'breaking' | 'complete';
  detail?: string;
};

export function definitionCondition(api: GatewayApi): DefinitionCondition {
  if (api.importError) {
    return { name: 'failed', detail: api.importError };
  }
  if (api.definitionNote) {
    return { name: 'partial', detail: api.definitionNote };
  }
  const breaking = api.lastDefinitionChange?.breakingCount ?? 0;
  return breaking > 0
    ? {
        name: 'breaking',
        detail: `${breaking} in its last change`,
      }
    : { name: 'complete' };
}
