import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { type Fact, Facts, PageSection, RelativeTime } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { AudienceText } from './AudienceText';
import styles from './Products.module.css';

/** Who may see, get and call a product. */
export const ProductRules = ({ product }: { product: ApiProduct }) => (
  <PageSection title="Rules">
    <Facts facts={useStateFacts(product)} />
    <Facts
      facts={[
        ['Visible to', <AudienceText audience={product.audience} />],
        [
          'Approval',
          product.approval === 'automatic' ? 'Automatic' : 'By the owner',
        ],
        ['Access', 'Private key JWT and DPoP'],
        ['Terms', product.terms ? 'Accepted on subscribing' : 'None'],
        [
          'Tags',
          product.tags.length > 0 && (
            <span className={styles.tags}>
              {product.tags.map(tag => (
                <Badge key={tag}>{tag}</Badge>
              ))}
            </span>
          ),
        ],
        ['Made', <RelativeTime at={product.createdAt} />],
      ].filter((fact): fact is [string, JSX.Element | string] => !!fact[1])}
    />
  </PageSection>
);

/** Why it is in its state, and what keeps it there. */
function useStateFacts({ state, stateReason, blocked }: ApiProduct): Fact[] {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return [
    [t(`state.${state}`), stateReason],
    ...blocked.map(
      ({ action, reason }): Fact => [t(`productAction.${action}`), reason],
    ),
  ];
}
