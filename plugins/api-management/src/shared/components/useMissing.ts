import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { apiManagementTranslationRef } from '../../translation';

/** Names the fields that still have to be filled in, by their labels; undefined when none has. */
export function useMissing() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (fields: Record<string, boolean>) => {
    const labels = Object.keys(fields).filter(label => fields[label]);
    return labels.length > 0
      ? t('form.missing', { fields: labels.join(', ') })
      : undefined;
  };
}
