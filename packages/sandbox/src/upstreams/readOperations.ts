import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { SampleApi, sampleApiDefinitionPath } from './sampleApis';

type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

/** Every operation of a sample API, mounted under `/<api>` so that one server can serve them all. */
export async function readOperations(api: SampleApi): Promise<Operation[]> {
  const operations = await getHttpOperationsFromSpec(
    sampleApiDefinitionPath(api),
  );
  return operations.map(operation => ({
    ...operation,
    path: `/${api}${operation.path}`,
  }));
}
