export * from './credentials';
export * from './money';
export * from './numbers';
export * from './periods';
export * from './plainText';
export * from './time';
