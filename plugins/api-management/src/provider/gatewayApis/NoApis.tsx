import { ButtonLink } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingStatus,
  useOperation,
} from '../../shared';
import { awaitsImport, IMPORT_INTERVAL } from '../accounts/regions';
import { usePaths } from '../usePaths';

/** Says why there are no APIs: no account, an import that still runs, or accounts without any. */
export function NoApis() {
  const paths = usePaths();
  const links = useOperation(
    'listAccountLinks',
    { query: {} },
    { refetchInterval: IMPORT_INTERVAL },
  );
  if (!links.data) {
    return links.error ? (
      <ErrorState error={links.error} onRetry={() => links.refetch()} />
    ) : (
      <LoadingStatus />
    );
  }
  if (links.data.totalItems === 0) {
    return (
      <EmptyState
        title="No account is linked"
        description="Link an account by a role that its owner makes. Its APIs appear here and in the catalog."
        action={
          <ButtonLink href={paths.accounts}>Open the accounts</ButtonLink>
        }
      />
    );
  }
  return links.data.items.some(awaitsImport) ? (
    <EmptyState
      title="APIs are being imported"
      description="They appear here by themselves, and in the catalog."
    />
  ) : (
    <EmptyState
      title="No APIs were imported yet"
      description="Open an account to see what its last import found, and sync it when it has APIs now."
      action={<ButtonLink href={paths.accounts}>Open the accounts</ButtonLink>}
    />
  );
}
