import {
  Checkbox,
  Radio,
  RadioGroup,
  Text,
  TextAreaField,
} from '@backstage/ui';
import type {
  ApiProduct,
  Plan,
} from '@oaf/backstage-plugin-api-management-common';
import { describeLimits, describePrice } from '../../shared/format';
import { MarkdownText } from '../../shared/markdown';
import { FieldError, type FieldProblems } from '../../shared/problems';
import { isWhole, openPlans } from '../product/plans';
import type { SubscribeForm } from './SubscribeForm';
import styles from './Subscribe.module.css';

type Props = {
  product: ApiProduct;
  form: SubscribeForm;
  onChange: (patch: Partial<SubscribeForm>) => void;
  problems: FieldProblems;
};

export function PlanStep({ product, form, onChange, problems }: Props) {
  return (
    <>
      <RadioGroup
        label="Plan"
        value={form.planId || null}
        onChange={planId => onChange({ planId })}
      >
        {openPlans(product.plans).map(plan => (
          <PlanChoice key={plan.id} plan={plan} />
        ))}
      </RadioGroup>
      <FieldError problem={problems.planId} />
      <TextAreaField
        label="Purpose"
        description="Why the application needs it. Shown to who decides."
        maxLength={1000}
        value={form.purpose}
        onChange={purpose => onChange({ purpose })}
        isInvalid={'purpose' in problems}
      />
      <FieldError problem={problems.purpose} />
      {product.terms && (
        <Terms
          terms={product.terms}
          accepted={form.termsAccepted}
          onChange={termsAccepted => onChange({ termsAccepted })}
        />
      )}
      <FieldError problem={problems.termsAccepted} />
    </>
  );
}

function PlanChoice({ plan }: { plan: Plan }) {
  return (
    <Radio value={plan.id} aria-label={plan.title} isDisabled={!isWhole(plan)}>
      <span className={styles.choice}>
        <span className={styles.choiceTitle}>
          <Text weight="bold">{plan.title}</Text>
          <Text>{describePrice(plan.price)}</Text>
        </span>
        <Text variant="body-small" color="secondary">
          {describeLimits(plan.limits)}
        </Text>
      </span>
    </Radio>
  );
}

function Terms(props: {
  terms: string;
  accepted: boolean;
  onChange: (accepted: boolean) => void;
}) {
  return (
    <>
      <section className={styles.terms} aria-label="Terms of use">
        <MarkdownText text={props.terms} />
      </section>
      <Checkbox isSelected={props.accepted} onChange={props.onChange}>
        I accept the terms of use
      </Checkbox>
    </>
  );
}
