import type { FieldProblems } from '../../shared';
import type { PlanForm, ProductForm } from './ProductForm';

/** What each group of fields gets. */
export type FieldsProps = {
  form: ProductForm;
  errors: FieldProblems;
  onChange: (patch: Partial<ProductForm>) => void;
};

/** What each group of a plan's fields gets. */
export type PlanFieldsProps = {
  plan: PlanForm;
  /** By the field's name, or its path: `components.0.amount`. */
  problemOf: (field: string) => string | undefined;
  onChange: (patch: Partial<PlanForm>) => void;
};
