import { DateTime } from 'luxon';
import { useSearchParams } from 'react-router-dom';

const months = 12;

const thisMonth = () => DateTime.utc().startOf('month');

/** The last twelve calendar months, the running one first. */
export const periodOptions = () =>
  Array.from({ length: months }, (_, back) => {
    const month = thisMonth().minus({ months: back });
    return {
      id: month.toFormat('yyyy-MM'),
      label: month.setLocale('en').toFormat('LLLL yyyy'),
    };
  });

/** The month in the address as `YYYY-MM`. */
export function usePeriod() {
  const [params, setParams] = useSearchParams();
  const period = params.get('period') ?? thisMonth().toFormat('yyyy-MM');
  const changePeriod = (next: string) =>
    setParams({ period: next }, { replace: true });
  return { period, changePeriod };
}
