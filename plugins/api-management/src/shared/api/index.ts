export * from './apiManagementApiRef';
export * from './errorMessage';
export * from './QueryProvider';
export * from './loadClient';
export * from './rootKey';
export * from './useOperation';
export * from './useReread';
export * from './useRereadOnChange';
