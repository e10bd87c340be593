import type { Bill } from '@oaf/backstage-plugin-api-management-common';
import { useSearchParams } from 'react-router-dom';

/** The bill whose lines are shown: the one in the address, otherwise the first. */
export function useSelectedBill(bills: Bill[] = []) {
  const [params, setParams] = useSearchParams();
  const id = params.get('bill');
  const select = (bill: Bill) =>
    setParams(
      former => {
        former.set('bill', bill.id);
        return former;
      },
      { replace: true },
    );
  return { bill: bills.find(bill => bill.id === id) ?? bills[0], select };
}
