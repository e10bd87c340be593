import type { ReactNode } from 'react';
import styles from './PageFrame.module.css';

/** Around all that is ours on a page: mends what Backstage UI leaves out for long words, narrow screens and light grounds. */
export const PageFrame = (props: { children: ReactNode }) => (
  <div className={styles.frame}>{props.children}</div>
);
