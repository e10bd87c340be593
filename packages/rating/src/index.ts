/**
 * Price × usage × period → bill lines. Pure: no input or output, no Backstage, no gateway.
 *
 * @packageDocumentation
 */
export { minorUnits } from './currency';
export * from './micros';
export * from './period';
export * from './Price';
export * from './rate';
export * from './RatingInputError';
export { multiply, sum } from './sum';
