export * from './estimateCosts';
export * from './prices';
