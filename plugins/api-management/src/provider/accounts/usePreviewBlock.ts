import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { UnlinkPreview } from '@oaf/backstage-plugin-api-management-common';
import type { UseQueryResult } from '@tanstack/react-query';
import { apiManagementTranslationRef } from '../../translation';

/** Why nothing may be taken away before its preview, which stands above the button, says that it may. */
export function usePreviewBlock({
  data,
  isError,
}: UseQueryResult<UnlinkPreview>) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (data?.allowed) {
    return undefined;
  }
  return t(data || isError ? 'form.notPossible' : 'form.previewing');
}
