import {
  type ApiDocsConfig,
  defaultDefinitionWidgets,
} from '@backstage/plugin-api-docs';
import { GATEWAY_API_ID_ANNOTATION } from '@oaf/backstage-plugin-api-management-common';
import { toImportedWidget } from '../shared/definition/toImportedWidget';

/** Backstage's own widgets, and for imported APIs those that offer nothing which a gateway refuses. */
export function createApiDocsConfig(): ApiDocsConfig {
  const widgets = defaultDefinitionWidgets();
  return {
    getApiDefinitionWidget: ({ metadata, spec }) => {
      const widget = widgets.find(({ type }) => type === spec.type);
      return widget && GATEWAY_API_ID_ANNOTATION in (metadata.annotations ?? {})
        ? toImportedWidget(widget)
        : widget;
    },
  };
}
