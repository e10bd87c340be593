import type { PlanForm, ProductForm } from './ProductForm';
import type { FormErrors } from './validateProduct';

/** What each group of fields gets. */
export type FieldsProps = {
  form: ProductForm;
  errors: FormErrors;
  onChange: (patch: Partial<ProductForm>) => void;
};

/** What each group of a plan's fields gets. */
export type PlanFieldsProps = {
  plan: PlanForm;
  problemOf: (field: keyof PlanForm) => string | undefined;
  onChange: (patch: Partial<PlanForm>) => void;
};
