/**
 * Price × usage × period → bill lines. Pure: no input or output, no Backstage, no gateway.
 *
 * @packageDocumentation
 */
export * from './adjust';
export { minorUnits } from './currency';
export * from './findPriceProblems';
export * from './micros';
export {
  calendarMonth,
  calendarMonthOf,
  startOfDay,
  type Interval,
} from './period';
export * from './Price';
export {
  describeComponent,
  isCharging,
  isFree,
  priceComponentKinds,
  type PriceComponentKind,
} from './priceComponents';
export {
  priceFieldPattern,
  priceFieldProblem,
  type PriceChoiceField,
  type PriceField,
  type PriceFieldKind,
  type PriceListField,
  type PriceTextField,
} from './pricers/fields';
export type { Stage as PriceStage } from './pricers/Pricer';
export { estimate, rate, type RatingInput } from './rate';
export * from './RatedUsage';
export * from './RatingInputError';
export { multiply, sum } from './sum';
export type { PlanSpan, Term } from './Term';
export * from './trial';
