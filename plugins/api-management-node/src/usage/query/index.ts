/**
 * The SQL with which access logs are counted.
 *
 * @packageDocumentation
 */
export * from './compileCallsQuery';
export * from './compileRoutes';
export * from './compileUsageQuery';
export * from './SqlDialect';
export * from './toCallPage';
