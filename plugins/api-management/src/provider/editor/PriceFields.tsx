import { TextField } from '@backstage/ui';
import { FieldError } from '../../shared';
import styles from './Editor.module.css';
import type { PlanFieldsProps } from './FieldsProps';
import { type ComponentForm, kindOf, type PlanForm } from './ProductForm';

/** What a plan costs; amounts stay decimal texts, so that nothing is rounded. */
export const PriceFields = (props: PlanFieldsProps) => (
  <div className={styles.pair}>
    {props.plan.components.map((component, index) => (
      <ComponentFields
        key={index}
        {...props}
        component={component}
        index={index}
      />
    ))}
    <CurrencyField {...props} />
  </div>
);

function ComponentFields(
  props: PlanFieldsProps & { component: ComponentForm; index: number },
) {
  const { plan, component, index, problemOf, onChange } = props;
  const change = (name: string, text: string) =>
    onChange({ components: withValue(plan, index, name, text) });
  return kindOf(component.type).fields.map(({ name, label }) => {
    const problem = problemOf(`components.${index}.${name}`);
    return (
      <div key={name}>
        <TextField
          label={label}
          placeholder="0"
          inputMode="decimal"
          isDisabled={plan.isUsed}
          value={component.values[name]}
          onChange={text => change(name, text)}
          isInvalid={Boolean(problem)}
        />
        <FieldError problem={problem} />
      </div>
    );
  });
}

function withValue(
  { components }: PlanForm,
  index: number,
  name: string,
  text: string,
): ComponentForm[] {
  return components.map((component, each) =>
    each === index
      ? { ...component, values: { ...component.values, [name]: text } }
      : component,
  );
}

function CurrencyField({ plan, problemOf, onChange }: PlanFieldsProps) {
  return (
    <div>
      <TextField
        label="Currency"
        isDisabled={plan.isUsed}
        value={plan.currency}
        onChange={typed => onChange({ currency: typed.toUpperCase() })}
        isInvalid={Boolean(problemOf('currency'))}
      />
      <FieldError problem={problemOf('currency')} />
    </div>
  );
}
