import { Configuration } from 'oidc-provider';

/** Consents on the persona's behalf: there is one client, and it is ours. */
export const loadExistingGrant: NonNullable<
  Configuration['loadExistingGrant']
> = async ({ oidc }) => {
  const clientId = oidc.client!.clientId;
  const grantId = oidc.session!.grantIdFor(clientId);
  if (grantId) {
    return oidc.provider.Grant.find(grantId);
  }
  const grant = new oidc.provider.Grant({
    clientId,
    accountId: oidc.session!.accountId,
  });
  grant.addOIDCScope('openid profile email offline_access');
  await grant.save();
  return grant;
};
