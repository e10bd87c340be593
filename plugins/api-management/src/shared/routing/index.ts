export * from './Crumb';
export * from './PageTab';
export * from './paths';
