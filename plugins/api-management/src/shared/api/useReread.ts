import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { rootKey } from './rootKey';

/** Reads everything again that is shown, because something was changed. */
export function useReread() {
  const queries = useQueryClient();
  return useCallback(async () => {
    // A first answer that is still on its way may be from before; invalidating alone would wait for it and keep it.
    await queries.cancelQueries({ queryKey: [rootKey] });
    await queries.invalidateQueries({ queryKey: [rootKey] });
  }, [queries]);
}
