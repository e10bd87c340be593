import type { ImportedApi } from '../../discovery/snapshot/SnapshotStore';
import { compressText } from '../../discovery/snapshot/compressedText';

const definition = JSON.stringify({
  openapi: '3.0.3',
  paths: { '/{id}': { get: {} }, '/list': { get: {} } },
});

/** An API of team A and one of team P, as an import of the fake gateway would have found them. */
export async function gatewayApis(): Promise<ImportedApi[]> {
  return [
    await gatewayApi('accounts', 'Accounts', 'group:default/team-a'),
    await gatewayApi('payments', 'Payments', 'group:default/team-p'),
  ];
}

async function gatewayApi(
  apiId: string,
  title: string,
  owner: string,
): Promise<ImportedApi> {
  return {
    known: undefined,
    accountLinkId: 'fake',
    accountId: 'fake',
    discovered: {
      region: 'here',
      apiId,
      stage: 'live',
      title,
      protocol: 'REST',
      invokeUrl: `http://gateway/${apiId}`,
      tags: {},
      fingerprint: '1',
    },
    mapping: {
      namespace: 'default',
      owner,
      system: null,
      lifecycle: 'production',
    },
    metadataHash: '1',
    fingerprint: '1',
    definition: {
      format: 'openapi',
      hash: '1',
      compressed: await compressText(definition),
      bytes: Buffer.byteLength(definition),
    },
    mappingNotes: [],
    importError: null,
  };
}
