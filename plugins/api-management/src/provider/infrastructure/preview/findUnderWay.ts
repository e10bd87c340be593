import {
  type ApiManagementClient,
  type DeploymentInput,
  liveDeploymentStates,
} from '@oaf/backstage-plugin-api-management-common';

/** What keeps others from the stack. */
export async function findUnderWay(
  client: ApiManagementClient,
  place: Pick<DeploymentInput, 'accountLinkId' | 'region' | 'stackName'>,
) {
  const { accountLinkId, region, stackName } = place;
  const { items } = await client.listDeployments({
    query: { accountLinkId, region, stackName, state: liveDeploymentStates },
  });
  return items.at(0);
}
