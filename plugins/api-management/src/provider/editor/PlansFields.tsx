import { Button, ButtonIcon } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { FieldError, PageSection } from '../../shared';
import styles from './Editor.module.css';
import { PlanFields } from './PlanFields';
import type { FieldsProps } from './FieldsProps';
import { newPlan, type PlanForm } from './ProductForm';

const mostPlans = 10;

/** The plans, each with limits and a price. */
export function PlansFields({ form, errors, onChange }: FieldsProps) {
  const { plans } = form;
  const change = (index: number, patch: Partial<PlanForm>) =>
    onChange({
      plans: plans.map((plan, each) =>
        each === index ? { ...plan, ...patch } : plan,
      ),
    });
  const add = () =>
    onChange({
      plans: [...plans, newPlan('', plans.at(-1)?.currency)],
    });
  return (
    <PageSection
      title="Plans and prices"
      description="An application subscribes to one plan. Leave the amounts empty for a free plan; add free calls, steps, a discount or a tax where they are part of the price."
      actions={
        plans.length < mostPlans && (
          <Button variant="secondary" iconStart={<RiAddLine />} onPress={add}>
            Add plan
          </Button>
        )
      }
    >
      <div className={styles.fields}>
        {plans.map((plan, index) => (
          <fieldset
            key={plan.key}
            aria-label={`Plan ${index + 1}`}
            className={styles.plan}
          >
            <div className={styles.planHead}>
              {plan.title || `Plan ${index + 1}`}
              {plans.length > 1 && !plan.isUsed && (
                <ButtonIcon
                  variant="tertiary"
                  aria-label={`Remove ${plan.title || `plan ${index + 1}`}`}
                  icon={<RiDeleteBinLine />}
                  onPress={() =>
                    onChange({ plans: plans.filter(each => each !== plan) })
                  }
                />
              )}
            </div>
            <FieldError problem={errors[`plans.${index}`]} />
            <PlanFields
              plan={plan}
              problemOf={field => errors[`plans.${index}.${field}`]}
              onChange={patch => change(index, patch)}
            />
          </fieldset>
        ))}
        <FieldError problem={errors.plans} />
      </div>
    </PageSection>
  );
}
