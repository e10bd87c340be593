import { priceFieldProblem } from '@oaf/rating';
import {
  type ComponentForm,
  isFilledIn,
  kindOf,
  type PlanForm,
  type ProductForm,
  splitTags,
} from './ProductForm';

/** What is wrong with a form, by field: `title`, `plans.0.components.1.amount`. */
export type FormErrors = Record<string, string>;

const currencyPattern = /^[A-Z]{3}$/;
const tagPattern = /^[a-z0-9+#-]{1,63}$/;

/** The mistakes that can be seen before the backend is asked. */
export function validateProduct(form: ProductForm): FormErrors {
  return collect([
    ['title', !form.title.trim() && 'Give the product a title.'],
    ['summary', !form.summary.trim() && 'Say in one line what it is for.'],
    ['owner', !form.owner && 'Choose the group that owns it.'],
    ['tags', validateTags(form.tags)],
    [
      'gatewayApiIds',
      form.gatewayApiIds.length === 0 && 'Choose at least one API.',
    ],
    [
      'audienceGroups',
      form.audienceType === 'groups' &&
        form.audienceGroups.length === 0 &&
        'Choose at least one group.',
    ],
    ['plans', form.plans.length === 0 && 'Add at least one plan.'],
    ...form.plans.flatMap((plan, index) => validatePlan(plan, index)),
  ]);
}

function validateTags(tags: string) {
  return (
    splitTags(tags).some(tag => !tagPattern.test(tag)) &&
    'A tag is made of a–z, 0–9, +, # and -.'
  );
}

type Finding = [field: string, problem: string | false];

function validatePlan(plan: PlanForm, index: number): Finding[] {
  return [
    [`plans.${index}.title`, !plan.title.trim() && 'Give the plan a title.'],
    [
      `plans.${index}.rate`,
      !(plan.rate > 0 && plan.rate <= 10_000) && 'Between 0 and 10,000.',
    ],
    [
      `plans.${index}.burst`,
      !(plan.burst >= 1 && plan.burst <= 20_000) && 'Between 1 and 20,000.',
    ],
    [
      `plans.${index}.quotaLimit`,
      plan.hasQuota && !(plan.quotaLimit >= 1) && 'At least 1.',
    ],
    [
      `plans.${index}.currency`,
      !currencyPattern.test(plan.currency) && 'Three letters, e.g. EUR.',
    ],
    ...plan.components.flatMap((component, each) =>
      validateComponent(component, `plans.${index}.components.${each}`),
    ),
  ];
}

function validateComponent(component: ComponentForm, path: string): Finding[] {
  return isFilledIn(component)
    ? kindOf(component.type).fields.map(({ name, kind }) => [
        `${path}.${name}`,
        priceFieldProblem(kind, component.values[name].trim()) ?? false,
      ])
    : [];
}

function collect(findings: Finding[]): FormErrors {
  return Object.fromEntries(
    findings.filter((finding): finding is [string, string] => !!finding[1]),
  );
}
