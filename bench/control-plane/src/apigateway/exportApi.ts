import { exportBody } from '../documents/exportBody';
import type { Answer } from '../requests/AwsError';
import { AwsError } from '../requests/AwsError';
import type { SimulatedApi } from '../world/SimulatedApi';
import { notFound } from './Operation';
import type { Call } from './Operation';

/** The document as GetExport and ExportApi answer it, or the API's fault. */
export function exportApi(
  call: Call,
  api: SimulatedApi,
  options: { stage: string | undefined; integrations: boolean },
): Answer {
  const { spec } = api;
  if (spec.fault === 'deleted-during-export') {
    call.region.removeApi(spec.apiId);
    throw notFound('API', spec.apiId);
  }
  if (spec.fault === 'export-error') {
    throw new AwsError(500, 'InternalFailure', 'Internal failure');
  }
  if (spec.fault === 'non-json-models') {
    throw new AwsError(
      400,
      'BadRequestException',
      "Unable to build exporter: Only found non-JSON body models for parameter or response. API Gateway's exporter only supports JSON models.",
    );
  }
  return {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${spec.apiId}.json"`,
    },
    body: exportBody(spec, {
      server: {
        url: `https://${spec.apiId}.execute-api.${api.region}.amazonaws.com`,
        basePath: options.stage ?? '',
      },
      integrations: options.integrations,
    }),
  };
}
