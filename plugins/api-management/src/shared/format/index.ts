export * from './money';
export * from './plainText';
export * from './time';
