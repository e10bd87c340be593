export * from './Crumb';
export * from './KnownRoutes';
export * from './PageTab';
export * from './TabRoutes';
export * from './lazyPage';
export * from './paths';
