import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import { partitionOf } from '../partitions/partitions';
import type { V2DomainName } from './apiGatewayShapes';
import { mapInOrder } from './mapInOrder';
import { readApiMappings, readDomainNames } from './readApis';

const IN_FLIGHT = 4;

/** Where the stages of a region's APIs are called. */
export type InvokeUrls = (
  api: { apiId: string; protocol: 'REST' | 'HTTP' | 'WEBSOCKET' },
  stage: string,
) => string;

/** A wildcard is no address, and a domain that awaits its certificate does not answer yet. */
function isCallable({ domainName, domainNameConfigurations }: V2DomainName) {
  const status = domainNameConfigurations?.[0]?.domainNameStatus ?? '';
  return !domainName.startsWith('*') && !status.startsWith('PENDING');
}

async function* callable(names: AsyncIterable<V2DomainName>) {
  for await (const name of names) {
    if (isCallable(name)) {
      yield name.domainName;
    }
  }
}

async function readMapped(
  plane: ControlPlane,
  reading: Reading,
  domainName: string,
) {
  const mapped: { stage: string; address: string }[] = [];
  for await (const mapping of readApiMappings(plane, reading, domainName)) {
    const path = mapping.apiMappingKey ? `/${mapping.apiMappingKey}` : '';
    mapped.push({
      stage: `${mapping.apiId}/${mapping.stage}`,
      address: `${domainName}${path}`,
    });
  }
  return mapped;
}

/** The address by stage; with several, the first in alphabetical order, so that it is the same each time. */
async function readAddresses(plane: ControlPlane, reading: Reading) {
  const addresses = new Map<string, string>();
  const domains = callable(readDomainNames(plane, reading));
  for await (const mapped of mapInOrder(domains, IN_FLIGHT, domain =>
    readMapped(plane, reading, domain),
  )) {
    for (const { stage, address } of mapped) {
      const known = addresses.get(stage);
      if (known === undefined || address < known) {
        addresses.set(stage, address);
      }
    }
  }
  return addresses;
}

/** Reads the region's custom domains; a stage that has none is called at its `execute-api` address. */
export async function readInvokeUrls(
  plane: ControlPlane,
  reading: Reading,
): Promise<InvokeUrls> {
  const addresses = await readAddresses(plane, reading);
  const { dnsSuffix } = partitionOf(reading.account.partition);
  return ({ apiId, protocol }, stage) => {
    const scheme = protocol === 'WEBSOCKET' ? 'wss' : 'https';
    const path = stage === '$default' ? '' : `/${stage}`;
    const own = `${apiId}.execute-api.${reading.region}.${dnsSuffix}${path}`;
    return `${scheme}://${addresses.get(`${apiId}/${stage}`) ?? own}`;
  };
}
