/**
 * Price × usage × period → bill lines. Pure: no input or output, no Backstage, no gateway.
 *
 * @packageDocumentation
 */
export { minorUnits } from './currency';
export * from './micros';
export * from './period';
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
  type PriceField,
  type PriceFieldKind,
} from './pricers/fields';
export { estimate, rate, type RatingInput } from './rate';
export * from './RatedUsage';
export * from './RatingInputError';
export { multiply, sum } from './sum';
