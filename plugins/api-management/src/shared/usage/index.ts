export * from './outcomesOf';
export * from './UsageChart';
