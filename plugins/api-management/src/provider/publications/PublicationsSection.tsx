import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ApiProduct,
  Publication,
  PublicationPage,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  Loaded,
  OffsetPages,
  PageSection,
  useOperation,
  useRereadOnChange,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { NoGateway } from '../gateways/NoGateway';
import { isUnderWay } from './isUnderWay';
import { PublicationEntry } from './PublicationEntry';
import styles from './Publications.module.css';

const limit = 10;
const PACE_MS = 2_000;

/** Where a product is offered, and can be; nothing for products whose APIs are called where they are. */
export function PublicationsSection({ product }: { product: ApiProduct }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [offset, setOffset] = useState(0);
  const publications = useOperation(
    'listPublications',
    { path: { productId: product.id }, query: { offset, limit } },
    {
      refetchInterval: ({ state }) =>
        state.data?.items.some(isUnderWay) ? PACE_MS : false,
    },
  );
  // What can be done with the product changes when what was under way is over.
  useRereadOnChange(publications.data?.items.filter(isUnderWay).length);
  if (publications.data && !isOfInterest(publications.data)) {
    return null;
  }
  return (
    <PageSection
      title={t('publication.title')}
      description={t('publication.description')}
    >
      <Loaded query={publications}>
        {({ items, totalItems }) => (
          <>
            {totalItems === 0 ? (
              <NoGateway description={t('publication.noGatewayDetail')} />
            ) : null}
            <Entries product={product} items={items} />
            <OffsetPages
              limit={limit}
              offset={offset}
              totalItems={totalItems}
              onChange={setOffset}
            />
          </>
        )}
      </Loaded>
    </PageSection>
  );
}

function isOfInterest({ items, offerable }: PublicationPage) {
  return offerable > 0 || items.some(({ state }) => state !== 'absent');
}

function Entries(props: { product: ApiProduct; items: Publication[] }) {
  const { product, items } = props;
  return (
    <ul className={styles.list}>
      {items.map(publication => (
        <li key={publication.gatewayId}>
          <PublicationEntry product={product} publication={publication} />
        </li>
      ))}
    </ul>
  );
}
