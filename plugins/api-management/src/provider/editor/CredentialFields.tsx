import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { FieldError } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Editor.module.css';
import type { PlanFieldsProps } from './FieldsProps';

/** What a plan asks of the credentials of its subscriptions. */
export function CredentialFields({
  plan,
  problemOf,
  onChange,
}: PlanFieldsProps) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const problem = problemOf('credentialDays');
  return (
    <div className={styles.quota}>
      <TextField
        label={t('planCredentials.days')}
        secondaryLabel="Optional"
        description={t('planCredentials.daysExplained')}
        inputMode="numeric"
        isDisabled={plan.isUsed}
        value={plan.credentialDays}
        onChange={credentialDays => onChange({ credentialDays })}
        isInvalid={Boolean(problem)}
      />
      <FieldError problem={problem} />
    </div>
  );
}
