import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { OWN_TEMPLATE } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';

/** What a stack or a deployment is of: one of our templates, or one that came with it. */
export function TemplateName({ template }: { template: string }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return <>{template === OWN_TEMPLATE ? t('stack.ownTemplate') : template}</>;
}
