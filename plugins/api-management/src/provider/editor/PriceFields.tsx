import { TextField } from '@backstage/ui';
import styles from './Editor.module.css';
import { FieldError } from './FieldError';
import type { PlanFieldsProps } from './FieldsProps';
import type { PlanForm } from './ProductForm';

const fields: Array<{
  name: 'flat' | 'perUnit' | 'currency';
  label: string;
  placeholder?: string;
  read: (typed: string) => string;
}> = [
  { name: 'flat', label: 'Per month', placeholder: '0', read: typed => typed },
  {
    name: 'perUnit',
    label: 'Per call',
    placeholder: '0',
    read: typed => typed,
  },
  {
    name: 'currency',
    label: 'Currency',
    read: typed => typed.toUpperCase().slice(0, 3),
  },
];

/** What a plan costs; amounts stay decimal texts, so that nothing is rounded. */
export const PriceFields = ({ plan, problemOf, onChange }: PlanFieldsProps) => (
  <div className={styles.pair}>
    {fields.map(({ name, label, placeholder, read }) => (
      <div key={name}>
        <TextField
          label={label}
          placeholder={placeholder}
          inputMode={name === 'currency' ? 'text' : 'decimal'}
          isDisabled={plan.isUsed}
          value={plan[name]}
          onChange={typed =>
            onChange({ [name]: read(typed) } as Partial<PlanForm>)
          }
          isInvalid={Boolean(problemOf(name))}
        />
        <FieldError problem={problemOf(name)} />
      </div>
    ))}
  </div>
);
