/**
 * The SQL with which access logs are counted.
 *
 * @packageDocumentation
 */
export * from './compileRoutes';
export * from './compileUsageQuery';
export * from './SqlDialect';
