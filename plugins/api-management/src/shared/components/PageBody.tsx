import { Container } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './PageBody.module.css';

/** What is below the page's header: sections under each other. */
export const PageBody = (props: { children: ReactNode }) => (
  <Container>
    <div className={styles.stack}>{props.children}</div>
  </Container>
);

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
