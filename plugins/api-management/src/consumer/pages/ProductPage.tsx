import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { useOperation } from '../../shared/api';
import {
  EntityName,
  Loaded,
  PageBody,
  StateChip,
} from '../../shared/components';
import { AccessProfileBadge } from '../product/AccessProfileBadge';
import { DeprecationNotice } from '../product/DeprecationNotice';
import { PlanComparison } from '../product/PlanComparison';
import { PriceFrom } from '../product/PriceFrom';
import { ProductActions } from '../product/ProductActions';
import { ProductGuide } from '../product/ProductGuide';
import { ProductReference } from '../product/ProductReference';
import { usePaths } from '../usePaths';

/** A product as a consumer sees it: its guide, its reference and its plans. */
export function ProductPage() {
  const { productId = '', '*': tab = '' } = useParams();
  const product = useOperation('getProduct', { path: { productId } });
  return product.data ? (
    <ProductContent product={product.data} tab={tab} />
  ) : (
    <PageBody>
      <Loaded query={product}>{() => null}</Loaded>
    </PageBody>
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
        tabs={[
          { id: 'guide', label: 'Guide', href: `${path}/guide` },
          { id: 'reference', label: 'Reference', href: `${path}/reference` },
          { id: 'plans', label: 'Plans', href: `${path}/plans` },
        ]}
        activeTabId={tab.split('/')[0]}
      />
      <PageBody>
        <DeprecationNotice product={product} />
        <Routes>
          <Route index element={<Navigate to="guide" replace />} />
          <Route path="guide" element={<ProductGuide product={product} />} />
          <Route
            path="reference"
            element={<ProductReference product={product} />}
          />
          <Route path="plans" element={<PlanComparison product={product} />} />
        </Routes>
      </PageBody>
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
