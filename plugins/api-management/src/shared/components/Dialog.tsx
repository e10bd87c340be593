import { Dialog as BackstageDialog, type DialogProps } from '@backstage/ui';
import styles from './Dialog.module.css';

/** A dialog in which long words of people break: it is drawn outside of the page's frame. */
export const Dialog = (props: DialogProps) => (
  <BackstageDialog className={styles.dialog} {...props} />
);
