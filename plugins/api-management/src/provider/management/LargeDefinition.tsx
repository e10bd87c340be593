import {
  definitionLimits,
  type GatewayApi,
} from '@oaf/backstage-plugin-api-management-common';
import { Definition, PageSection } from '../../shared';

/** The definition of an API, where the Definition tab of the catalog cannot show it. */
export function LargeDefinition({ api }: { api: GatewayApi }) {
  const { bytes = 0 } = api.definition ?? {};
  return bytes > definitionLimits.catalog ? (
    <PageSection
      title="Definition"
      description="All of it, as consumers see it. The catalog does not take definitions of this size."
    >
      <Definition api={api} />
    </PageSection>
  ) : null;
}
