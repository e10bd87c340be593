import {
  restApiTemplate,
  type RestApiOptions,
} from '@oaf/backstage-plugin-api-management-common';
import { textOf } from './formValues';

/** The template of the REST API that a form describes with the fields `stage`, `owner` and `baseUrl`. */
export const restApiOf = (
  document: string,
  values: Record<string, unknown>,
): string => restApiTemplate(document, optionsOf(values));

function optionsOf(values: Record<string, unknown>): RestApiOptions {
  return {
    stage: textOf(values, 'stage'),
    owner: textOf(values, 'owner'),
    baseUrl: textOf(values, 'baseUrl'),
  };
}
