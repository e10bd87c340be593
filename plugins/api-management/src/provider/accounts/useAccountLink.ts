import { useOperation } from '../../shared';
import { isImporting } from './regions';

/** One account; read again and again, quickly while an import runs. */
export const useAccountLink = (accountLinkId: string) =>
  useOperation(
    'getAccountLink',
    { path: { accountLinkId } },
    {
      refetchInterval: ({ state: { data } }) =>
        data && isImporting(data) ? 1_500 : 15_000,
    },
  );
