import {
  Columns,
  Loaded,
  PageBody,
  UsageSection,
  useOperation,
} from '../../shared';
import { OverviewTiles } from './OverviewTiles';
import { TopProducts } from './TopProducts';

/** What a provider should look at first; each number leads to the list behind it. */
export function OverviewPage() {
  const overview = useOperation('getOverview', {}, { refetchInterval: 30_000 });
  return (
    <PageBody>
      <Loaded query={overview} lines={4}>
        {answer => (
          <>
            <OverviewTiles overview={answer} />
            <Columns layout="aside">
              <UsageSection query={{ side: 'provider' }} />
              <TopProducts products={answer.topProducts} />
            </Columns>
          </>
        )}
      </Loaded>
    </PageBody>
  );
}
