import { isFilledIn, kindOf } from './PriceForm';
import type { PlanForm, ProductForm } from './ProductForm';

const ownFields = ['title', 'summary', 'description', 'owner', 'terms'];
const listFields = ['tags', 'gatewayApiIds', 'approval'];

/** The field in which a part of the product's body was typed: `plans/0/limits/rate` in `plans.0.rate`. */
export const productField =
  (form: ProductForm) =>
  ([name, ...rest]: string[]): string | undefined => {
    if (name === 'audience') {
      return 'audienceGroups';
    }
    if (name === 'plans') {
      return planField(form, rest);
    }
    return [...ownFields, ...listFields].find(field => field === name);
  };

function planField(form: ProductForm, [index, ...rest]: string[]) {
  const plan = form.plans[Number(index)];
  return plan ? ['plans', index, ...inPlan(plan, rest)].join('.') : 'plans';
}

/** Below the plan's head, whatever has no field there. */
function inPlan(
  plan: ProductForm['plans'][number],
  [part, name, ...rest]: string[],
): string[] {
  switch (part) {
    case 'title':
    case 'description':
      return [part];
    case 'limits':
      return name === 'quota'
        ? [rest[0] === 'period' ? 'quotaPeriod' : 'quotaLimit']
        : [name].filter(Boolean);
    case 'dedicatedKey':
      return ['dedicatedKey'];
    case 'maxCredentialDays':
      return ['credentialDays'];
    case 'price':
      return name === 'components'
        ? fieldOfComponent(plan, rest)
        : ['currency'];
    default:
      return [];
  }
}

/**
 * Only components that were filled in are sent, so their places in the body are others than in the form. What is wrong with
 * one as a whole is told at its first field.
 */
export function fieldOfComponent(
  { components }: Pick<PlanForm, 'components'>,
  [index, ...field]: string[],
): string[] {
  const sent = components.filter(isFilledIn)[Number(index)];
  if (!sent) {
    return [];
  }
  const { fields } = kindOf(sent.type);
  const path = fields.some(({ name }) => name === field[0])
    ? field
    : [fields[0].name];
  return ['components', String(components.indexOf(sent)), ...path];
}
