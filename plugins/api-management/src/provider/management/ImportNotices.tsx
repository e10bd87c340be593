import { Alert } from '@backstage/ui';
import type {
  GatewayApi,
  RegionStatus,
} from '@oaf/backstage-plugin-api-management-common';
import { DefinitionLimits } from '../../shared';

/** Why what is shown of an API may be old or less than what runs. */
export function ImportNotices(props: {
  api: GatewayApi;
  region: RegionStatus | undefined;
}) {
  const { api, region } = props;
  return (
    <>
      {region?.error && (
        <Alert
          status="warning"
          icon
          title={`${region.region} cannot be read now`}
          description={`${region.error} What is shown is what was last seen.`}
        />
      )}
      {api.importError && (
        <Alert
          status="warning"
          icon
          title="The last import of this API failed"
          description={`${api.importError} What is shown is the last good import.`}
        />
      )}
      {api.definitionNote && (
        <Alert
          status="info"
          icon
          title="The definition is less than what runs"
          description={api.definitionNote}
        />
      )}
      <DefinitionLimits
        api={{ ...api, importError: undefined, definitionNote: undefined }}
      />
    </>
  );
}
