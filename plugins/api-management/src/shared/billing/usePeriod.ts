import { calendarMonthOf } from '@oaf/rating';
import { useSearchParams } from 'react-router-dom';

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The calendar month (UTC) that runs. */
export const currentPeriod = () => calendarMonthOf(Date.now());

/** The month in the address as `YYYY-MM`; the running one when there is none. */
export function usePeriod() {
  const [params, setParams] = useSearchParams();
  const chosen = params.get('period') ?? '';
  const period = month.test(chosen) ? chosen : currentPeriod();
  const changePeriod = (next: string) =>
    setParams({ period: next }, { replace: true });
  return { period, changePeriod };
}
