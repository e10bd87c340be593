import { PageLayout } from '@backstage/frontend-plugin-api';
import { RiApps2Line } from '@remixicon/react';
import { PageFrame } from '../shared/components';
import { ConsumerRoutes } from './ConsumerRoutes';
import { consumerTabs } from './tabs';
import { usePaths } from './usePaths';

/** The consumer's pages below the framework's own header. */
export function ConsumerPage() {
  const { root } = usePaths();
  return (
    <PageFrame>
      <PageLayout
        title="APIs for you"
        icon={<RiApps2Line />}
        titleLink={root}
        tabs={consumerTabs.map(({ path, title }) => ({
          id: path,
          label: title,
          href: `${root}/${path}`,
        }))}
      >
        <ConsumerRoutes />
      </PageLayout>
    </PageFrame>
  );
}
