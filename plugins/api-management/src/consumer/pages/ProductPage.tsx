import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { Navigate, Route, useParams } from 'react-router-dom';
import { useOperation } from '../../shared/api';
import {
  EntityName,
  Loaded,
  PageBody,
  StateChip,
} from '../../shared/components';
import { KnownRoutes } from '../../shared/routing';
import { AccessProfileBadge } from '../product/AccessProfileBadge';
import { DeprecationNotice } from '../product/DeprecationNotice';
import { PlanComparison } from '../product/PlanComparison';
import { PriceFrom } from '../product/PriceFrom';
import { ProductActions } from '../product/ProductActions';
import { ProductGuide } from '../product/ProductGuide';
import { ProductReference } from '../product/ProductReference';
import { usePaths } from '../usePaths';

const parts = [
  { id: 'guide', label: 'Guide', Part: ProductGuide },
  { id: 'reference', label: 'Reference', Part: ProductReference },
  { id: 'plans', label: 'Plans', Part: PlanComparison },
];

/** A product as a consumer sees it: its guide, its reference and its plans. */
export function ProductPage() {
  const { productId = '', '*': tab = '' } = useParams();
  const product = useOperation('getProduct', { path: { productId } });
  return (
    <Loaded isPage query={product}>
      {answer => <ProductContent product={answer} tab={tab} />}
    </Loaded>
  );
}

function ProductContent(props: { product: ApiProduct; tab: string }) {
  const { product, tab } = props;
  const path = usePaths().product(product.id);
  return (
    <BreadcrumbEntry entry={{ label: product.title, href: path }}>
      <Header
        title={product.title}
        description={product.summary}
        metadata={productMetadata(product)}
        customActions={<ProductActions product={product} />}
        tabs={parts.map(({ id, label }) => ({
          id,
          label,
          href: `${path}/${id}`,
        }))}
        activeTabId={tab.split('/')[0]}
      />
      <KnownRoutes>
        <Route index element={<Navigate to="guide" replace />} />
        {parts.map(({ id, Part }) => (
          <Route
            key={id}
            path={id}
            element={
              <PageBody>
                <DeprecationNotice product={product} />
                <Part product={product} />
              </PageBody>
            }
          />
        ))}
      </KnownRoutes>
    </BreadcrumbEntry>
  );
}

function productMetadata(product: ApiProduct) {
  return [
    { label: 'Owner', value: <EntityName entityRef={product.owner} /> },
    { label: 'State', value: <StateChip state={product.state} /> },
    {
      label: 'Access',
      value: <AccessProfileBadge profile={product.accessProfile} />,
    },
    { label: 'Price', value: <PriceFrom plans={product.plans} /> },
  ];
}
