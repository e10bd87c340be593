import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { OWN_TEMPLATE } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';

/** Why something cannot be deployed anew from here: its template came with it, and is not kept. */
export function useOwnTemplateReason({ template }: { template: string }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return template === OWN_TEMPLATE
    ? t('infrastructure.needsOwnTemplate')
    : undefined;
}
