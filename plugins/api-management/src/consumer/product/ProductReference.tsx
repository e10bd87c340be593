import { Select } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { EmptyState } from '../../shared/components';
import { Definition } from '../../shared/definition';
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
      <Definition key={gatewayApi.id} api={gatewayApi} />
    </div>
  );
}

function NoDefinition() {
  return (
    <EmptyState
      title="No API"
      description="The product contains no API any more. Ask its owner."
    />
  );
}
