import { Alert } from '@backstage/ui';
import type {
  GatewayApi,
  RegionStatus,
} from '@oaf/backstage-plugin-api-management-common';
import { DefinitionLimits } from '../../shared';

/** What is to be known before trusting what is shown of an API, and what can be put right. */
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
      {api.endpointNote && (
        <Alert
          status="info"
          icon
          title={
            api.invokeUrl ? 'Not everybody can call it' : 'It cannot be called'
          }
          description={api.endpointNote}
        />
      )}
      {api.mappingNotes?.map(note => (
        <Alert
          key={note}
          status="warning"
          icon
          title="Not everything that describes it could be used"
          description={note}
        />
      ))}
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
