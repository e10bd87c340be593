import type { Audience } from '@oaf/backstage-plugin-api-management-common';
import { EntityName } from '../../shared';
import styles from './Products.module.css';

/** Who may see a product. */
export const AudienceText = ({ audience }: { audience: Audience }) =>
  audience.type === 'everyone' ? (
    <span>Everyone who is signed in</span>
  ) : (
    <span className={styles.tags}>
      {(audience.groups ?? []).map(group => (
        <EntityName key={group} entityRef={group} />
      ))}
    </span>
  );
