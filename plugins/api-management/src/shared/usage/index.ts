export * from './outcomesOf';
export * from './RangeControls';
export * from './toBars';
export * from './UsageChart';
export * from './usageColumns';
export * from './UsageSection';
export * from './UsageTotals';
export * from './useRange';
