import {
  GetExportCommand,
  type Integration,
} from '@aws-sdk/client-api-gateway';
import type { GatewayManagement } from '../../management/GatewayManagement';
import type { Summary } from './InPlaceApi';
import { type Found, type FoundMethod, methodsOf } from './lookAt';

type Exported = Record<
  string,
  Record<string, { 'x-amazon-apigateway-integration'?: Integration }>
>;

const ANY = 'x-amazon-apigateway-any-method';

/** Requests that it takes. */
export const EXPORT_READS = 1;

/** How many are told of. */
const SHOWN = 5;

/**
 * What the owner of an API changed since it was deployed, in a sentence: a deployment of ours would publish that, too.
 * AWS tells what is deployed by its methods and their integrations; mapping templates and models are not compared.
 *
 * @returns undefined when nothing differs
 */
export async function undeployedChanges(
  management: GatewayManagement,
  place: { apiId: string; stage: string },
  found: Found,
): Promise<string | undefined> {
  const { deployed, working, record } = found;
  if (!deployed?.summary) {
    return `Whether the owner of the API changed it since it was deployed cannot be told; the deployment would publish that, too.`;
  }
  const methods = methodsOf(working);
  const differences = methodDifferences(
    methods,
    deployed.summary,
    record === undefined,
  );
  const exported = await readExport(management, place);
  if (exported === undefined && differences.length === 0) {
    return `Whether the owner of the API changed its integrations since it was deployed cannot be told, as AWS does not export it; the deployment would publish that, too.`;
  }
  differences.push(...integrationDifferences(methods, exported ?? {}));
  return differences.length === 0 ? undefined : sentence(differences);
}

function sentence(differences: string[]): string {
  const rest = differences.length - SHOWN;
  return `The owner of the API changed it and did not deploy that: ${differences
    .slice(0, SHOWN)
    .join(', ')}${
    rest > 0 ? ` and ${rest} more` : ''
  }. The deployment would publish these changes, too.`;
}

function methodDifferences(
  methods: FoundMethod[],
  summary: Summary,
  compareAuthorization: boolean,
): string[] {
  const isOpen = (name: string) => name === 'OPTIONS';
  const there = new Map(methods.map(one => [`${one.name} ${one.path}`, one]));
  const deployed = Object.entries(summary).flatMap(([path, each]) =>
    Object.entries(each)
      .filter(([name]) => !isOpen(name))
      .map(([name, snapshot]) => [`${name} ${path}`, snapshot] as const),
  );
  const names = new Set<string>(deployed.map(([name]) => name));
  const added = [...there.keys()].filter(name => !names.has(name));
  return [
    ...added.map(name => `${name} is new`),
    ...deployed.flatMap(([name, snapshot]) => {
      const method = there.get(name);
      if (!method) {
        return [`${name} is gone`];
      }
      const asksOther =
        compareAuthorization &&
        ((snapshot.authorizationType ?? method.authorizationType) !==
          method.authorizationType ||
          (snapshot.apiKeyRequired ?? false) !== method.apiKeyRequired);
      return asksOther ? [`${name} asks for other credentials`] : [];
    }),
  ];
}

function integrationDifferences(
  methods: FoundMethod[],
  exported: Exported,
): string[] {
  return methods.flatMap(({ name, path, methodIntegration }) => {
    const deployed =
      exported[path]?.[name === 'ANY' ? ANY : name.toLowerCase()]?.[
        'x-amazon-apigateway-integration'
      ];
    return deployed && methodIntegration && isOther(deployed, methodIntegration)
      ? [`${name} ${path} goes elsewhere`]
      : [];
  });
}

function isOther(deployed: Integration, working: Integration): boolean {
  const typeOf = ({ type }: Integration) => String(type).toLowerCase();
  return (
    typeOf(deployed) !== typeOf(working) ||
    (deployed.uri ?? '') !== (working.uri ?? '') ||
    (deployed.credentials ?? '') !== (working.credentials ?? '')
  );
}

/** Undefined when AWS cannot export the API, as with models that are no JSON. */
async function readExport(
  management: GatewayManagement,
  { apiId: restApiId, stage: stageName }: { apiId: string; stage: string },
): Promise<Exported | undefined> {
  try {
    const { body } = await management.send(
      new GetExportCommand({
        restApiId,
        stageName,
        exportType: 'oas30',
        parameters: { extensions: 'integrations' },
        accepts: 'application/json',
      }),
    );
    return JSON.parse(new TextDecoder().decode(body)).paths ?? {};
  } catch (error) {
    if ((error as Error).name === 'BadRequestException') {
      return undefined;
    }
    throw error;
  }
}
