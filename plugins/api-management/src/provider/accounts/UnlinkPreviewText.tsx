import { Alert, Link } from '@backstage/ui';
import type { UnlinkPreview } from '@oaf/backstage-plugin-api-management-common';
import { countOf, formatCount } from '../../shared';
import { usePaths } from '../usePaths';
import styles from './Accounts.module.css';

const shown = 5;

/** What unlinking an account, or giving up regions, would take away. */
export function UnlinkPreviewText({ preview }: { preview: UnlinkPreview }) {
  const { gatewayApiCount, gatewayApis, liveSubscriptionCount } = preview;
  return (
    <>
      <p>
        {`${countOf(gatewayApiCount, 'API')} would leave the catalog. ${
          liveSubscriptionCount === 0
            ? 'No live subscription needs them.'
            : `${countOf(
                liveSubscriptionCount,
                'live subscription needs',
                'live subscriptions need',
              )} them.`
        }`}
      </p>
      {gatewayApis.length > 0 && (
        <ul className={styles.list} aria-label="APIs">
          {gatewayApis.slice(0, shown).map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
          {gatewayApiCount > shown && (
            <li>{`and ${formatCount(gatewayApiCount - shown)} more`}</li>
          )}
        </ul>
      )}
      <AffectedProducts preview={preview} />
      {!preview.allowed && (
        <Alert
          status="warning"
          icon
          title="Not possible yet"
          description={preview.reason}
        />
      )}
    </>
  );
}

function AffectedProducts({ preview }: { preview: UnlinkPreview }) {
  const paths = usePaths();
  if (preview.products.length === 0) {
    return null;
  }
  return (
    <>
      <p>Products that contain some of them:</p>
      <ul className={styles.list} aria-label="Products">
        {preview.products.map(({ id, title }) => (
          <li key={id}>
            <Link href={paths.product(id)}>{title}</Link>
          </li>
        ))}
      </ul>
    </>
  );
}
