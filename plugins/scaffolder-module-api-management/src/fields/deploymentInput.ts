import type { DeploymentInput } from '@oaf/backstage-plugin-api-management-common';
import { documentOf } from './documents';
import { textOf } from './formValues';
import { restApiOf } from './restApi';

export type PreviewOptions =
  | { action: 'destroy' }
  | {
      action: 'deploy';
      /** A REST API, made of the form's `document`. */
      restApi: true;
    }
  | {
      action: 'deploy';
      restApi?: false;
      /** Name of the stack template. */
      template: string;
      /** Names of its parameters, which are those of the form's fields. */
      parameters: string[];
    };

/** What the form asks for; undefined while it does not say where. */
export function deploymentInput(
  options: PreviewOptions,
  values: Record<string, unknown>,
): DeploymentInput | undefined {
  const place = placeOf(
    options.action === 'destroy'
      ? (values.stack as Record<string, unknown>) ?? {}
      : values,
  );
  if (Object.values(place).includes('')) {
    return undefined;
  }
  if (options.action === 'destroy') {
    return {
      action: 'destroy',
      ...place,
      deleteKept: textOf(values, 'deleteKeptOf') === place.stackName,
    };
  }
  const chosen = options.restApi
    ? restApiPart(values)
    : {
        template: options.template,
        parameters: parametersOf(options.parameters, values),
      };
  return chosen && { action: 'deploy', ...place, ...chosen };
}

function restApiPart(values: Record<string, unknown>) {
  const document = documentOf(textOf(values, 'document'));
  return document === undefined
    ? undefined
    : { templateBody: restApiOf(document, values) };
}

function placeOf(values: Record<string, unknown>) {
  return {
    accountLinkId: textOf(values, 'accountLinkId'),
    region: textOf(values, 'region'),
    stackName: textOf(values, 'stackName'),
  };
}

function parametersOf(names: string[], values: Record<string, unknown>) {
  return Object.fromEntries(
    names
      .filter(name => typeof values[name] === 'string')
      .map(name => [name, textOf(values, name)]),
  );
}
