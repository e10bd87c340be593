import type { PriceComponent } from './Price';
import { priceComponentKinds } from './priceComponents';
import type { PriceComponentKind } from './priceComponents';
import { priceFieldProblem } from './pricers/fields';
import type { PriceField, PriceListField } from './pricers/fields';

/**
 * Why a field cannot be taken: the text is none of its kind, it is missing in a list that needs it, or what only holds
 * across fields: steps that do not rise, a last one that ends, a kind that a price has once, more free days than a year.
 *
 * @public
 */
export type PriceProblemCode =
  | 'amount'
  | 'count'
  | 'percent'
  | 'text'
  | 'choice'
  | 'rows'
  | 'rising'
  | 'endless'
  | 'once'
  | 'year';

/** `path` begins with the component's place: `['1', 'steps', '0', 'upTo']`. @public */
export type PriceProblem = { path: string[]; code: PriceProblemCode };

type Values = Readonly<Record<string, unknown>>;

const LONGEST_TRIAL = 365;

/**
 * All that is wrong with the components of a price, in the order of their fields.
 *
 * @public
 */
export function findPriceProblems(
  components: readonly PriceComponent[],
): PriceProblem[] {
  return components.flatMap((component, index) => {
    const kind = priceComponentKinds.find(
      ({ type }) => type === component.type,
    );
    const path = [String(index)];
    if (!kind) {
      return [{ path: [...path, 'type'], code: 'choice' as const }];
    }
    const isAgain = components
      .slice(0, index)
      .some(({ type }) => type === component.type);
    return [
      ...(kind.once && isAgain ? [{ path, code: 'once' as const }] : []),
      ...inFields(kind.fields, component, path),
      ...inTrial(component, path),
    ];
  });
}

function inFields(
  fields: PriceComponentKind['fields'],
  values: Values,
  path: string[],
): PriceProblem[] {
  return fields.flatMap(({ name, ...field }) =>
    inField(field, values[name], [...path, name]),
  );
}

function inField(
  field: PriceField,
  value: unknown,
  path: string[],
): PriceProblem[] {
  if (value === undefined && 'optional' in field && field.optional) {
    return [];
  }
  if (field.kind === 'list') {
    return inList(field, value, path);
  }
  if (field.kind === 'choice') {
    return Object.hasOwn(field.options, String(value))
      ? []
      : [{ path, code: 'choice' }];
  }
  return typeof value === 'string' && !priceFieldProblem(field.kind, value)
    ? []
    : [{ path, code: field.kind }];
}

function inList(
  { fields, least, most }: PriceListField,
  value: unknown,
  path: string[],
): PriceProblem[] {
  if (!Array.isArray(value) || value.length < least || value.length > most) {
    return [{ path, code: 'rows' }];
  }
  const named = Object.entries(fields).map(([name, field]) => ({
    name,
    ...field,
  }));
  const problems = value.flatMap((row, index) =>
    inFields(named, row, [...path, String(index)]),
  );
  return problems.length > 0 ? problems : betweenSteps(value, path);
}

/** Each step ends behind the one before it, and the last one does not end. */
function betweenSteps(
  steps: Array<{ upTo?: string }>,
  path: string[],
): PriceProblem[] {
  return steps.flatMap(({ upTo }, index): PriceProblem[] => {
    const at = [...path, String(index), 'upTo'];
    if (index === steps.length - 1) {
      return upTo === undefined ? [] : [{ path: at, code: 'endless' }];
    }
    const before = Number(steps[index - 1]?.upTo ?? 0);
    return Number(upTo ?? 0) > before ? [] : [{ path: at, code: 'rising' }];
  });
}

function inTrial(component: PriceComponent, path: string[]): PriceProblem[] {
  return component.type === 'trial' && Number(component.days) > LONGEST_TRIAL
    ? [{ path: [...path, 'days'], code: 'year' }]
    : [];
}
