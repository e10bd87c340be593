import type { ApiEntity } from '@backstage/catalog-model';
import { ApiDefinitionCard } from '@backstage/plugin-api-docs';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { DefinitionFormat } from '@oaf/backstage-plugin-api-management-common';
import { Suspense } from 'react';
import { LoadingLines } from '../components';

/** Draws a definition with the widget that the installation has for its format. */
export function DefinitionText(props: {
  title: string;
  format: DefinitionFormat;
  text: string;
}) {
  const { title, format, text } = props;
  const entity: ApiEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name: 'definition', title },
    spec: {
      type: format,
      lifecycle: 'production',
      owner: 'unknown',
      definition: text,
    },
  };
  return (
    <EntityProvider entity={entity}>
      {/* The widgets are loaded when they are first shown. */}
      <Suspense fallback={<LoadingLines />}>
        <ApiDefinitionCard />
      </Suspense>
    </EntityProvider>
  );
}
