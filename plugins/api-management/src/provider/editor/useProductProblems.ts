import { useState } from 'react';
import { type FieldProblems, sortProblems } from '../../shared';
import { productField } from './productField';
import type { ProductForm } from './ProductForm';

/** What the backend had against the form that it was sent, at the fields that are still as they were. */
export function useProductProblems(form: ProductForm, error: Error | null) {
  const [sent, setSent] = useState(form);
  const { problems, left } = sortProblems(error, productField(sent));
  return {
    problems: Object.fromEntries(
      Object.entries(problems).filter(([field]) => isAsSent(field, form, sent)),
    ) satisfies FieldProblems,
    left,
    onSend: () => setSent(form),
  };
}

/** Changes never touch what they do not change, so the same object is the same text. */
function isAsSent(field: string, form: ProductForm, sent: ProductForm) {
  const [name, index] = field.split('.');
  if (name === 'plans') {
    return index === undefined
      ? form.plans === sent.plans
      : form.plans[Number(index)] === sent.plans[Number(index)];
  }
  const typed = name as keyof ProductForm;
  return form[typed] === sent[typed];
}
