import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './PageBody.module.css';

/** What is below the page's header: sections under each other. */
export const PageBody = (props: { children: ReactNode }) => (
  <main className={styles.page}>{props.children}</main>
);

/** Title of one thing with its state, facts and actions. */
export function PageHeading(props: {
  title: string;
  state?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className={styles.heading}>
      <div className={styles.words}>
        <div className={styles.title}>
          <Text as="h1" variant="title-small" weight="bold">
            {props.title}
          </Text>
          {props.state}
        </div>
        {props.description && (
          <Text as="p" color="secondary">
            {props.description}
          </Text>
        )}
      </div>
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </header>
  );
}

/** Columns that fall under each other on a narrow screen. */
export const Columns = (props: {
  /** `aside`: a wide and a narrow column. */
  layout?: 'even' | 'aside';
  children: ReactNode;
}) => (
  <div className={styles.columns} data-layout={props.layout ?? 'even'}>
    {props.children}
  </div>
);

/** Sections under each other, e.g. inside a column. */
export const Stack = (props: { children: ReactNode }) => (
  <div className={styles.stack}>{props.children}</div>
);
