import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { FieldError } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { CredentialFields } from './CredentialFields';
import { DedicatedKeyField } from './DedicatedKeyField';
import styles from './Editor.module.css';
import { LimitsFields } from './LimitsFields';
import { PriceFields } from './PriceFields';
import type { PlanFieldsProps } from './FieldsProps';

/** One plan: its name, limits and price. */
export function PlanFields(props: PlanFieldsProps) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { plan, problemOf, onChange } = props;
  return (
    <>
      {plan.isUsed && (
        <p className={styles.note}>
          {t('price.inUse', { version: String(plan.version ?? 1) })}
        </p>
      )}
      <div className={styles.pair}>
        <div>
          <TextField
            label="Title"
            isRequired
            maxLength={80}
            value={plan.title}
            onChange={title => onChange({ title })}
            isInvalid={Boolean(problemOf('title'))}
          />
          <FieldError problem={problemOf('title')} />
        </div>
        <div>
          <TextField
            label="Description"
            secondaryLabel="Optional"
            maxLength={500}
            value={plan.description}
            onChange={description => onChange({ description })}
            isInvalid={Boolean(problemOf('description'))}
          />
          <FieldError problem={problemOf('description')} />
        </div>
      </div>
      <LimitsFields {...props} />
      <CredentialFields {...props} />
      <DedicatedKeyField {...props} />
      <PriceFields {...props} />
    </>
  );
}
