export * from './apiManagementApiRef';
export * from './errorMessage';
export * from './QueryProvider';
export * from './useOperation';
