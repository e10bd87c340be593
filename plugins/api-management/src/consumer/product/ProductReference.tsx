import { useApi } from '@backstage/frontend-plugin-api';
import { ApiDefinitionCard } from '@backstage/plugin-api-docs';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { Select } from '@backstage/ui';
import type {
  ApiProduct,
  GatewayApiReference,
} from '@oaf/backstage-plugin-api-management-common';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState, Loaded } from '../../shared/components';
import styles from './Product.module.css';

export function ProductReference({ product }: { product: ApiProduct }) {
  const { gatewayApis } = product;
  const [chosen, setChosen] = useState(gatewayApis[0]?.id);
  const gatewayApi = gatewayApis.find(({ id }) => id === chosen);
  if (!gatewayApi) {
    return <NoDefinition />;
  }
  return (
    <div className={styles.reference}>
      {gatewayApis.length > 1 && (
        <Select
          label="API"
          value={gatewayApi.id}
          onChange={id => setChosen(String(id))}
          options={gatewayApis.map(({ id, title }) => ({ id, label: title }))}
        />
      )}
      <ApiDefinition gatewayApi={gatewayApi} />
    </div>
  );
}

function ApiDefinition(props: { gatewayApi: GatewayApiReference }) {
  const { entityRef } = props.gatewayApi;
  const catalog = useApi(catalogApiRef);
  const entity = useQuery({
    queryKey: ['catalog', 'entity', entityRef],
    queryFn: async () => (await catalog.getEntityByRef(entityRef)) ?? null,
  });
  return (
    <Loaded query={entity} lines={6}>
      {found =>
        found ? (
          <EntityProvider entity={found}>
            <ApiDefinitionCard />
          </EntityProvider>
        ) : (
          <NoDefinition />
        )
      }
    </Loaded>
  );
}

function NoDefinition() {
  return (
    <EmptyState
      title="No definition in the catalog"
      description="The API is not in the software catalog, or you may not read it there. Ask the owner of the product."
    />
  );
}
