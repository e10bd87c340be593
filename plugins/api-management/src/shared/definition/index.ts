export * from './Definition';
export * from './DefinitionLimits';
