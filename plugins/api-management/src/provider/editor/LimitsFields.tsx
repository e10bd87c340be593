import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Switch, Text, TextField } from '@backstage/ui';
import { FieldError } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Editor.module.css';
import type { PlanFieldsProps } from './FieldsProps';
import type { PlanForm } from './ProductForm';

const periods = ['day', 'week', 'month'].map(id => ({
  id,
  label: `per ${id}`,
}));

/** How much a plan allows. */
export function LimitsFields(props: PlanFieldsProps) {
  const { plan, onChange } = props;
  return (
    <div className={styles.quota}>
      <div className={styles.pair}>
        <LimitField {...props} name="rate" label="Requests per second" />
        <LimitField {...props} name="burst" label="Burst" />
      </div>
      <Switch
        label="Limit the number of calls"
        isDisabled={plan.isUsed}
        isSelected={plan.hasQuota}
        onChange={hasQuota => onChange({ hasQuota })}
      />
      {plan.hasQuota && <QuotaFields {...props} />}
    </div>
  );
}

/** A text, because a field of numbers changes in silence what it takes for none. */
function LimitField(
  props: PlanFieldsProps & {
    name: 'rate' | 'burst' | 'quotaLimit';
    label: string;
  },
) {
  const { name, label, plan, problemOf, onChange } = props;
  const problem = problemOf(name);
  return (
    <div>
      <TextField
        label={label}
        isRequired
        inputMode="decimal"
        isDisabled={plan.isUsed}
        value={plan[name]}
        onChange={text => onChange({ [name]: text })}
        isInvalid={Boolean(problem)}
      />
      <FieldError problem={problem} />
    </div>
  );
}

function QuotaFields(props: PlanFieldsProps) {
  const { plan, problemOf, onChange } = props;
  return (
    <>
      <div className={styles.pair}>
        <LimitField {...props} name="quotaLimit" label="Calls" />
        <div>
          <Select
            label="Period"
            options={periods}
            isDisabled={plan.isUsed}
            selectedKey={plan.quotaPeriod}
            onSelectionChange={key =>
              onChange({ quotaPeriod: key as PlanForm['quotaPeriod'] })
            }
            isInvalid={Boolean(problemOf('quotaPeriod'))}
          />
          <FieldError problem={problemOf('quotaPeriod')} />
        </div>
      </div>
      <HardQuota {...props} />
    </>
  );
}

function HardQuota({ plan, onChange }: PlanFieldsProps) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <div>
      <Switch
        label={t('quota.hard')}
        isDisabled={plan.isUsed}
        isSelected={plan.quotaIsHard}
        onChange={quotaIsHard => onChange({ quotaIsHard })}
      />
      <Text as="p" variant="body-small" color="secondary">
        {t('quota.hardExplained')}
      </Text>
    </div>
  );
}
