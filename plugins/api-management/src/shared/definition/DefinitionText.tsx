import type { ApiEntity } from '@backstage/catalog-model';
import { CardTab, TabbedCard } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  apiDocsConfigRef,
  PlainApiDefinitionWidget,
} from '@backstage/plugin-api-docs';
import type { DefinitionFormat } from '@oaf/backstage-plugin-api-management-common';
import { Suspense } from 'react';
import { LoadingLines } from '../components';
import { toImportedWidget } from './toImportedWidget';

/** Draws a definition with the widget that the installation has for its format, and as the text that it is. */
export function DefinitionText(props: {
  title: string;
  format: DefinitionFormat;
  text: string;
}) {
  const { title, format, text } = props;
  const widget = useApi(apiDocsConfigRef).getApiDefinitionWidget(
    toEntity(props),
  );
  return (
    // The widgets are loaded when they are first shown.
    <Suspense fallback={<LoadingLines />}>
      <TabbedCard title={title}>
        {[
          ...(widget
            ? [
                <CardTab key="widget" label={widget.title}>
                  {toImportedWidget(widget).component(text)}
                </CardTab>,
              ]
            : []),
          <CardTab key="text" label="Raw">
            <PlainApiDefinitionWidget
              definition={text}
              language={widget?.rawLanguage ?? format}
            />
          </CardTab>,
        ]}
      </TabbedCard>
    </Suspense>
  );
}

function toEntity({
  title,
  format,
  text,
}: {
  title: string;
  format: DefinitionFormat;
  text: string;
}): ApiEntity {
  return {
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
}
