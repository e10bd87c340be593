import type { ApiSpec, RoleSpec } from '@oaf/control-plane-simulator';
import { expect } from '@playwright/test';
import { baseCredentials, controlPlaneUrl } from '../environment';

async function ask(method: string, path: string, body?: object) {
  const answer = await fetch(`${controlPlaneUrl}/_simulator/${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
}

/** Does what the account's owner does with the template: makes the role that demands the external id. */
export function makeTrustRole(accountId: string, externalId: string) {
  const role: RoleSpec = {
    name: 'OpenApiFrameworkTrust',
    trustedPrincipals: [baseCredentials.arn],
    externalId,
  };
  return ask('PUT', `accounts/${accountId}/roles`, role);
}

/** Where an API runs. */
export type Place = { accountId: string; region: string };

const regionPath = ({ accountId, region }: Place) =>
  `accounts/${accountId}/regions/${region}`;

/** Deploys an API anew, with what is changed. */
export const deployApi = (
  place: Place,
  apiId: string,
  changes: Partial<ApiSpec>,
) => ask('PATCH', `${regionPath(place)}/apis/${apiId}`, changes);

/** Takes an API away. */
export const deleteApi = (place: Place, apiId: string) =>
  ask('DELETE', `${regionPath(place)}/apis/${apiId}`);

/** From now on the role may not read the region. */
export const denyRegion = (place: Place) =>
  ask('PUT', `${regionPath(place)}/fault`, { fault: 'access-denied' });

/** The region can be read again. */
export const allowRegion = (place: Place) =>
  ask('DELETE', `${regionPath(place)}/fault`);
