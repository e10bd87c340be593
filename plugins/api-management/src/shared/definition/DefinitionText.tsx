import type { ApiEntity } from '@backstage/catalog-model';
import { CardTab, TabbedCard } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  apiDocsConfigRef,
  OpenApiDefinitionWidget,
  PlainApiDefinitionWidget,
} from '@backstage/plugin-api-docs';
import type { DefinitionFormat } from '@oaf/backstage-plugin-api-management-common';
import { cloneElement, isValidElement, type ReactNode, Suspense } from 'react';
import { LoadingLines } from '../components';

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
                  {withoutTrying(widget.component(text))}
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

/**
 * Swagger UI offers to try a call out, but cannot make one: a gateway wants a proof by the consumer's private key with
 * every call, and that key is in the consumer's program and nowhere else. An installation's own widget stays as it is.
 */
function withoutTrying(drawn: ReactNode) {
  return isValidElement<{ supportedSubmitMethods?: string[] }>(drawn) &&
    drawn.type === OpenApiDefinitionWidget
    ? cloneElement(drawn, { supportedSubmitMethods: [] })
    : drawn;
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
