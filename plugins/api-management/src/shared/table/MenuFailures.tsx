import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';
import { errorMessage } from '../api';
import styles from './table.module.css';

/** Why the choices of a menu could not be read, and how to read them again. */
export type MenuFailure = { error: Error; onRetry: () => void };

/** The failure of what a menu's choices are read with; undefined while there is none. */
export function menuFailureOf(query: {
  error: Error | null;
  refetch: () => unknown;
}): MenuFailure | undefined {
  const { error, refetch } = query;
  return error ? { error, onRetry: () => refetch() } : undefined;
}

/** Names the menus that lack choices: a short menu looks like a complete one. */
export function MenuFailures(props: {
  menus: Array<{ label: string; failure?: MenuFailure }>;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <>
      {failuresByError(props.menus).map(({ labels, error, onRetry }) => (
        <div key={labels.join()} role="alert" className={styles.menuFailure}>
          <Text color="danger">
            {t('menu.failed', {
              menus: labels.join(', '),
              reason: errorMessage(error),
            })}
          </Text>
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('common.retry')}
          </Button>
        </div>
      ))}
    </>
  );
}

/** Menus that are read together fail together. */
function failuresByError(
  menus: Array<{ label: string; failure?: MenuFailure }>,
) {
  const failures = new Map<Error, MenuFailure & { labels: string[] }>();
  for (const { label, failure } of menus) {
    if (failure) {
      const known = failures.get(failure.error);
      const labels = [...(known?.labels ?? []), label];
      failures.set(failure.error, { ...failure, labels });
    }
  }
  return [...failures.values()];
}
