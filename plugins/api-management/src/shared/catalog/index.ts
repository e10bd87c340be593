export * from './useGroups';
export * from './useOwnGroups';
