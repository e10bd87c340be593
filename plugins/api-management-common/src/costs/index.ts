export * from './costParts';
export * from './estimateCosts';
export * from './prices';
export { hardQuotaCosts } from './stackCosts';
