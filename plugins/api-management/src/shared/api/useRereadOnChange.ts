import { useEffect, useRef } from 'react';
import { useReread } from './useReread';

/** Reads everything again that is shown when a value that was known has become another one. */
export function useRereadOnChange(value: string | number | undefined) {
  const reread = useReread();
  const former = useRef(value);
  useEffect(() => {
    if (former.current !== undefined && former.current !== value) {
      reread();
    }
    former.current = value;
  }, [value, reread]);
}
