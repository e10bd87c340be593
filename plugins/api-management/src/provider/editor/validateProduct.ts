import { findPriceProblems, type PriceProblemCode } from '@oaf/rating';
import { type FieldProblems, numberProblem } from '../../shared';
import { toComponents } from './PriceForm';
import { fieldOfComponent } from './productField';
import { type PlanForm, type ProductForm, splitTags } from './ProductForm';

/** Those of ISO 4217, as the browser knows them. */
const currencies = new Set(Intl.supportedValuesOf('currency'));
const tagPattern = /^[a-z0-9+#-]{1,63}$/;

/** The mistakes that can be seen before the backend is asked, by field: `title`, `plans.0.components.1.amount`. */
export function validateProduct(form: ProductForm): FieldProblems {
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
    ...form.plans.flatMap((plan, index) => findInPlan(plan, `plans.${index}.`)),
  ]);
}

function validateTags(tags: string) {
  return (
    splitTags(tags).some(tag => !tagPattern.test(tag)) &&
    'A tag is made of a–z, 0–9, +, # and -.'
  );
}

type Finding = [field: string, problem: string | false | undefined];

/** The fields of a plan that are wrong: `rate`, `components.1.amount`. */
export const validatePlan = (plan: PlanForm): string[] =>
  Object.keys(collect(findInPlan(plan)));

function findInPlan(plan: PlanForm, path = ''): Finding[] {
  return [
    [`${path}title`, !plan.title.trim() && 'Give the plan a title.'],
    // What subscriptions rely on cannot be changed any more.
    ...(plan.isUsed ? [] : findInLimits(plan, path)),
    [
      `${path}currency`,
      !currencies.has(plan.currency) && 'A currency of ISO 4217, e.g. EUR.',
    ],
    ...findInPrice(plan, path),
  ];
}

function findInLimits(plan: PlanForm, path: string): Finding[] {
  const { rate, burst, hasQuota, quotaLimit, credentialDays } = plan;
  const whole = { min: 1, isWhole: true };
  return [
    [`${path}rate`, numberProblem(rate, { moreThan: 0, max: 10_000 })],
    [`${path}burst`, numberProblem(burst, { ...whole, max: 20_000 })],
    [
      `${path}quotaLimit`,
      hasQuota && numberProblem(quotaLimit, { ...whole, max: 1_000_000_000 }),
    ],
    [
      `${path}credentialDays`,
      credentialDays.trim() !== '' &&
        numberProblem(credentialDays, { ...whole, max: 3650 }),
    ],
  ];
}

const words: Record<PriceProblemCode, string> = {
  amount: 'A decimal with at most six places, e.g. 0.01.',
  count: 'A whole number of at least 1.',
  percent: 'A percentage of more than 0 and at most 100, e.g. 19 or 7.5.',
  text: 'Up to 40 characters on one line.',
  choice: 'Choose one.',
  rows: 'A price has 1 to 20 steps.',
  rising: 'More than in the step before.',
  endless: 'The last step has no end.',
  once: 'A price can have this only once.',
  year: 'At most 365 days.',
};

function findInPrice(plan: PlanForm, path: string): Finding[] {
  return findPriceProblems(toComponents(plan.components)).map(
    ({ path: inPrice, code }) => [
      `${path}${fieldOfComponent(plan, inPrice).join('.')}`,
      words[code],
    ],
  );
}

function collect(findings: Finding[]): FieldProblems {
  return Object.fromEntries(
    findings
      .filter((finding): finding is [string, string] => !!finding[1])
      // The first one at a field counts.
      .reverse(),
  );
}
