import { NumberField, Select, Switch } from '@backstage/ui';
import styles from './Editor.module.css';
import { FieldError } from './FieldError';
import type { PlanFieldsProps } from './FieldsProps';
import type { PlanForm } from './ProductForm';

const periods = ['day', 'week', 'month'].map(id => ({
  id,
  label: `per ${id}`,
}));

/** How much a plan allows. */
export function LimitsFields(props: PlanFieldsProps) {
  const { plan, problemOf, onChange } = props;
  return (
    <div className={styles.quota}>
      <div className={styles.pair}>
        <div>
          <NumberField
            label="Requests per second"
            minValue={0.1}
            maxValue={10_000}
            isDisabled={plan.isUsed}
            value={plan.rate}
            onChange={rate => onChange({ rate })}
            isInvalid={Boolean(problemOf('rate'))}
          />
          <FieldError problem={problemOf('rate')} />
        </div>
        <div>
          <NumberField
            label="Burst"
            minValue={1}
            maxValue={20_000}
            isDisabled={plan.isUsed}
            value={plan.burst}
            onChange={burst => onChange({ burst })}
            isInvalid={Boolean(problemOf('burst'))}
          />
          <FieldError problem={problemOf('burst')} />
        </div>
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

function QuotaFields({ plan, problemOf, onChange }: PlanFieldsProps) {
  return (
    <div className={styles.pair}>
      <div>
        <NumberField
          label="Calls"
          minValue={1}
          maxValue={1_000_000_000}
          isDisabled={plan.isUsed}
          value={plan.quotaLimit}
          onChange={quotaLimit => onChange({ quotaLimit })}
          isInvalid={Boolean(problemOf('quotaLimit'))}
        />
        <FieldError problem={problemOf('quotaLimit')} />
      </div>
      <Select
        label="Period"
        options={periods}
        isDisabled={plan.isUsed}
        selectedKey={plan.quotaPeriod}
        onSelectionChange={key =>
          onChange({ quotaPeriod: key as PlanForm['quotaPeriod'] })
        }
      />
    </div>
  );
}
