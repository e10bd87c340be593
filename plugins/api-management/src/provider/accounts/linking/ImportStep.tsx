import { ButtonLink } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { countOf } from '../../../shared';
import { usePaths } from '../../usePaths';
import styles from '../Accounts.module.css';
import { regionCondition } from '../regions';
import { RegionErrors } from '../RegionErrors';
import { RegionsTable } from '../RegionsTable';

/** The first import, region by region as it goes on. */
export function ImportStep({ link }: { link: AccountLink }) {
  const paths = usePaths();
  return (
    <>
      <p aria-live="polite">{describeImport(link)}</p>
      <RegionErrors regions={link.regions} />
      <RegionsTable regions={link.regions} />
      <div className={styles.buttons}>
        <ButtonLink href={paths.account(link.id)}>Open the account</ButtonLink>
        <ButtonLink
          variant="secondary"
          href={`${paths.gatewayApis}?accountLinkId=${link.id}`}
        >
          See its APIs
        </ButtonLink>
      </div>
    </>
  );
}

function describeImport({ regions, apiCount }: AccountLink) {
  const conditions = regions.map(regionCondition);
  const read = conditions.filter(each => ['fresh', 'stale'].includes(each));
  if (read.length < regions.length) {
    return `${read.length} of ${countOf(
      regions.length,
      'region is',
      'regions are',
    )} read. You may leave this page: the import goes on without it.`;
  }
  return conditions.includes('stale')
    ? 'Some region could not be read. It is tried again with every sweep.'
    : `Every region is read: ${countOf(
        apiCount,
        'API',
      )}. The catalog takes them within seconds.`;
}
