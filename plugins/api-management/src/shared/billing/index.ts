export * from './BillLines';
export * from './BillTotals';
export * from './CurrentBill';
export * from './InvoiceSection';
export * from './MonthSelect';
export * from './usePeriod';
