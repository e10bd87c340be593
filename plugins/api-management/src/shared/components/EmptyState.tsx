import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** Says that there is nothing, why, and what to do next. */
export function EmptyState(props: {
  title: string;
  description?: ReactNode;
  action?: ReactNode;
  /** Nothing else is on the page. */
  isPage?: boolean;
}) {
  return (
    <div className={styles.root}>
      <Text as={props.isPage ? 'h2' : 'p'} variant="body-medium" weight="bold">
        {props.title}
      </Text>
      {props.description && (
        <Text as="p" variant="body-medium" color="secondary">
          {props.description}
        </Text>
      )}
      {props.action && <div className={styles.action}>{props.action}</div>}
    </div>
  );
}
