import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { HostedZone } from '@oaf/backstage-plugin-api-management-common';
import type { ReactNode } from 'react';
import { apiManagementApiRef, useServerOptions } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';

type Props = {
  accountLinkId: string;
  label: string;
  description: string;
  isRequired: boolean;
  isInvalid: boolean;
  value: string;
  onChange: (zoneId: string) => void;
  /** Asks for the id where the account does not tell its zones. */
  otherwise: (hint: string) => ReactNode;
};

const NONE = 'none';

/** Chooses one of an account's zones of DNS. */
export function HostedZoneSelect(props: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { accountLinkId, value, onChange, otherwise, ...field } = props;
  const { failure, options, ...menu } = useZones(accountLinkId, value);
  if (failure) {
    return <>{otherwise(t('infrastructure.zonesUnknown'))}</>;
  }
  const none = { id: NONE, label: t('infrastructure.noZone') };
  return (
    <Select
      {...field}
      {...menu}
      options={field.isRequired ? options : [none, ...options]}
      selectedKey={value || (field.isRequired ? null : NONE)}
      onSelectionChange={key => onChange(key === NONE ? '' : String(key ?? ''))}
    />
  );
}

function useZones(accountLinkId: string, chosen: string) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const client = useApi(apiManagementApiRef);
  return useServerOptions('listHostedZones', {
    query: { accountLinkId },
    chosen: chosen ? [chosen] : [],
    get: async id => {
      const query = { accountLinkId, search: id };
      const { items } = await client.listHostedZones({ query });
      const unknown: HostedZone = { id, name: id, private: false };
      return items.find(zone => zone.id === id) ?? unknown;
    },
    toOption: ({ id, name, private: isPrivate }) => ({
      id,
      label: name,
      description: isPrivate ? `${id}, ${t('infrastructure.privateZone')}` : id,
    }),
  });
}
