export * from './columns';
export * from './ListToolbar';
export * from './LocalTable';
export * from './ServerTableView';
export * from './TablePages';
export * from './useListParameters';
export * from './useServerTable';
export * from './useServerOptions';
