import type { DiscoveredApi } from '@oaf/backstage-plugin-api-management-node';
import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import { partitionOf } from '../partitions/partitions';
import type { EndpointSettings, V2DomainName } from './apiGatewayShapes';
import { mapInOrder } from './mapInOrder';
import { readApiMappings, readDomainNames } from './readApis';

const IN_FLIGHT = 4;

const PRIVATE =
  'This API is private: it can be called only from networks that reach it by a VPC endpoint.';
const OFF =
  'This API cannot be called: its execute-api endpoint is switched off, and no custom domain that is in service and has one host name leads to it.';
const MUTUAL_TLS =
  'Calls need a client certificate that the domain trusts (mutual TLS).';

/** Where a stage is called, and what that takes. */
export type Endpoint = Pick<DiscoveredApi, 'invokeUrl' | 'endpointNote'>;

/** Where the stages of a region's APIs are called. */
export type Endpoints = (
  api: {
    apiId: string;
    protocol: DiscoveredApi['protocol'];
  } & EndpointSettings,
  stage: string,
) => Endpoint;

type Domain = { domainName: string; mutualTls: boolean };

type Address = Pick<Domain, 'mutualTls'> & { address: string };

/**
 * A wildcard is no address, a domain that awaits its certificate does not answer yet, and one that goes by routing rules
 * alone ignores mappings.
 */
function isCallable({
  domainName,
  domainNameConfigurations,
  routingMode,
}: V2DomainName) {
  const status = domainNameConfigurations?.[0]?.domainNameStatus ?? '';
  return (
    !domainName.startsWith('*') &&
    !status.startsWith('PENDING') &&
    routingMode !== 'ROUTING_RULE_ONLY'
  );
}

async function* callable(
  names: AsyncIterable<V2DomainName>,
): AsyncIterable<Domain> {
  for await (const name of names) {
    if (isCallable(name)) {
      const { domainName, mutualTlsAuthentication } = name;
      const mutualTls = Boolean(mutualTlsAuthentication?.truststoreUri);
      yield { domainName, mutualTls };
    }
  }
}

async function readMapped(
  plane: ControlPlane,
  reading: Reading,
  { domainName, mutualTls }: Domain,
) {
  const mapped: Array<{ stage: string } & Address> = [];
  for await (const mapping of readApiMappings(plane, reading, domainName)) {
    const path = mapping.apiMappingKey ? `/${mapping.apiMappingKey}` : '';
    mapped.push({
      stage: `${mapping.apiId}/${mapping.stage}`,
      address: `${domainName}${path}`,
      mutualTls,
    });
  }
  return mapped;
}

/** One without a certificate goes first, then the alphabet, so that it is the same each time. */
function isBetter(one: Address, other: Address): boolean {
  return one.mutualTls === other.mutualTls
    ? one.address < other.address
    : other.mutualTls;
}

/** The address by stage. */
async function readAddresses(plane: ControlPlane, reading: Reading) {
  const addresses = new Map<string, Address>();
  const domains = callable(readDomainNames(plane, reading));
  for await (const mapped of mapInOrder(domains, IN_FLIGHT, domain =>
    readMapped(plane, reading, domain),
  )) {
    for (const { stage, ...address } of mapped) {
      const known = addresses.get(stage);
      if (known === undefined || isBetter(address, known)) {
        addresses.set(stage, address);
      }
    }
  }
  return addresses;
}

/** Reads the region's custom domains; a stage that has none is called at its `execute-api` address, if that is on. */
export async function readEndpoints(
  plane: ControlPlane,
  reading: Reading,
): Promise<Endpoints> {
  const addresses = await readAddresses(plane, reading);
  const { dnsSuffix } = partitionOf(reading.account.partition);
  return (api, stage) => {
    const { apiId, disableExecuteApiEndpoint } = api;
    const scheme = api.protocol === 'WEBSOCKET' ? 'wss' : 'https';
    const isPrivate = api.endpointConfiguration?.types?.includes('PRIVATE');
    // A domain that everybody can reach does not lead to a private API, whatever is mapped.
    const custom = isPrivate ? undefined : addresses.get(`${apiId}/${stage}`);
    if (!custom && disableExecuteApiEndpoint) {
      return { endpointNote: OFF };
    }
    const path = stage === '$default' ? '' : `/${stage}`;
    const own = `${apiId}.execute-api.${reading.region}.${dnsSuffix}${path}`;
    return {
      invokeUrl: `${scheme}://${custom?.address ?? own}`,
      ...(isPrivate && { endpointNote: PRIVATE }),
      ...(custom?.mutualTls && { endpointNote: MUTUAL_TLS }),
    };
  };
}
