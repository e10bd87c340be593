import { Progress } from '@backstage/core-components';
import {
  type ApiDefinitionWidget,
  OpenApiDefinitionWidget,
} from '@backstage/plugin-api-docs';
import { isValidElement, lazy, Suspense } from 'react';

// Not before a definition is shown: apps load the configuration of api-docs at their start.
const OpenApiText = lazy(() =>
  import('./OpenApiText').then(m => ({ default: m.OpenApiText })),
);

/**
 * The same widget for an imported API, when it is Backstage's own for OpenAPI; one that the installation made itself
 * stays as it is.
 */
export const toImportedWidget = (
  widget: ApiDefinitionWidget,
): ApiDefinitionWidget => ({
  ...widget,
  component: definition => {
    const drawn = widget.component(definition);
    return isValidElement(drawn) && drawn.type === OpenApiDefinitionWidget ? (
      <Suspense fallback={<Progress />}>
        <OpenApiText definition={definition} />
      </Suspense>
    ) : (
      drawn
    );
  },
});
