import { Card, Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';
import styles from './PageSection.module.css';

/** A titled box of a page, with its actions on the right. */
export function PageSection(props: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** The content reaches the box's edges, e.g. a table. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Card
      role="region"
      aria-labelledby={props.title ? id : undefined}
      className={`${styles.section} ${props.className ?? ''}`}
    >
      {(props.title || props.actions) && (
        <header className={styles.header}>
          <div>
            <Text as="h2" id={id} variant="body-large" weight="bold">
              {props.title}
            </Text>
            {props.description && (
              <Text as="p" color="secondary" variant="body-small">
                {props.description}
              </Text>
            )}
          </div>
          {props.actions && (
            <div className={styles.actions}>{props.actions}</div>
          )}
        </header>
      )}
      <div className={props.flush ? styles.flush : styles.body}>
        {props.children}
      </div>
    </Card>
  );
}
