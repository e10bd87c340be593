import { ButtonLink, Header } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { useParams } from 'react-router-dom';
import {
  Columns,
  Crumb,
  EntityName,
  Loaded,
  PageBody,
  RelativeTime,
  Stack,
  StateChip,
  UsageSection,
  useOperation,
} from '../../shared';
import { DriftSection } from '../drift/DriftSection';
import { PublicationsSection } from '../publications/PublicationsSection';
import { usePaths } from '../usePaths';
import { PlansSection } from './PlansSection';
import { ProductActions } from './ProductActions';
import { ProductApis } from './ProductApis';
import { ProductRules } from './ProductRules';
import { ProductSubscriptions } from './ProductSubscriptions';

/** One product as its provider sees it. */
export function ProductPage() {
  const { productId = '' } = useParams();
  const product = useOperation('getProduct', { path: { productId } });
  return (
    <Loaded isPage query={product} lines={8}>
      {answer => <ProductContent product={answer} />}
    </Loaded>
  );
}

function ProductContent({ product }: { product: ApiProduct }) {
  const paths = usePaths();
  return (
    <Crumb label={product.title} href={paths.product(product.id)}>
      <Header
        title={product.title}
        description={product.summary}
        metadata={toMetadata(product)}
        customActions={
          <>
            {product.editable && (
              <ButtonLink
                variant="secondary"
                href={paths.editProduct(product.id)}
              >
                Edit
              </ButtonLink>
            )}
            <ProductActions product={product} />
          </>
        }
      />
      <PageBody>
        <Columns layout="aside">
          <Stack>
            <PlansSection plans={product.plans} />
            {product.publishable && (
              <>
                <DriftSection of={{ productId: product.id }} />
                <PublicationsSection product={product} />
              </>
            )}
            <ProductSubscriptions productId={product.id} />
            <UsageSection query={{ side: 'provider', productId: product.id }} />
          </Stack>
          <Stack>
            <ProductRules product={product} />
            <ProductApis product={product} />
          </Stack>
        </Columns>
      </PageBody>
    </Crumb>
  );
}

function toMetadata(product: ApiProduct) {
  return [
    { label: 'State', value: <StateChip state={product.state} /> },
    { label: 'Owner', value: <EntityName entityRef={product.owner} /> },
    { label: 'Changed', value: <RelativeTime at={product.updatedAt} /> },
  ];
}
