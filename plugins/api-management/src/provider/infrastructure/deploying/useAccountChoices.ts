import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementApiRef, useServerOptions } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';

/** The linked accounts of a driver; those that cannot be deployed into say why and cannot be chosen. */
export function useAccountChoices(driver: string | undefined, chosen: string) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const client = useApi(apiManagementApiRef);
  return useServerOptions('listAccountLinks', {
    query: { driver, orderBy: 'alias:asc' },
    chosen: chosen ? [chosen] : [],
    get: accountLinkId => client.getAccountLink({ path: { accountLinkId } }),
    toOption: account => {
      const reason = whyNot(account);
      return {
        id: account.id,
        label: account.alias,
        description: reason ? t(reason) : account.accountId,
        disabled: reason !== undefined,
      };
    },
  });
}

/** Why nothing can be deployed into an account: the key of a sentence. */
function whyNot(account: AccountLink) {
  const { builtIn, state, availableRegions, permissionSets } = account;
  if (builtIn) {
    return 'accountReason.builtIn';
  }
  if (state === 'pending' || state === 'unlinked') {
    return `accountReason.${state}` as const;
  }
  if (permissionSets && !permissionSets.includes('deploy')) {
    return 'accountReason.noDeploy';
  }
  return availableRegions.length === 0 ? 'accountReason.noRegion' : undefined;
}
