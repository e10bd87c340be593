import { DateTime } from 'luxon';
import { useSearchParams } from 'react-router-dom';

/** The month in the address as `YYYY-MM`. */
export function usePeriod() {
  const [params, setParams] = useSearchParams();
  const period = params.get('period') ?? DateTime.utc().toFormat('yyyy-MM');
  const changePeriod = (next: string) =>
    setParams({ period: next }, { replace: true });
  return { period, changePeriod };
}
