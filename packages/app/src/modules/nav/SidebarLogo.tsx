import { useSidebarOpenState } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { LogoMark } from './Logo';
import styles from './SidebarLogo.module.css';

export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();
  const title = useApi(configApiRef).getString('app.title');
  return (
    <Link to="/" className={styles.link} aria-label={title}>
      <LogoMark className={styles.mark} />
      {isOpen && <span className={styles.title}>{title}</span>}
    </Link>
  );
};
