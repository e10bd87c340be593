export * from './outcomesOf';
export * from './RangeToggle';
export * from './UsageChart';
export * from './usageColumns';
export * from './UsageSection';
export * from './UsageTotals';
export * from './useRange';
