export * from './BillLines';
export * from './BillTotals';
export * from './CurrentBill';
export * from './MonthSelect';
export * from './usePeriod';
