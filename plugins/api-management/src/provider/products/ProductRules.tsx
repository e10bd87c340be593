import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { type Fact, Facts, PageSection, RelativeTime } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { AudienceText } from './AudienceText';
import styles from './Products.module.css';

/** Who may see, get and call a product. */
export function ProductRules({ product }: { product: ApiProduct }) {
  return (
    <PageSection title="Rules">
      <Facts facts={[...useStateFacts(product), ...toRules(product)]} />
    </PageSection>
  );
}

function toRules(product: ApiProduct): Fact[] {
  return [
    ['Visible to', <AudienceText audience={product.audience} />],
    [
      'Approval',
      product.approval === 'automatic' ? 'Automatic' : 'By the owner',
    ],
    ['Access', 'Private key JWT and DPoP'],
    ['Terms', product.terms ? 'Accepted on subscribing' : 'None'],
    [
      'Tags',
      product.tags.length > 0 ? <Tags tags={product.tags} /> : undefined,
    ],
    ['Made', <RelativeTime at={product.createdAt} />],
  ];
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <span className={styles.tags}>
      {tags.map(tag => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  );
}

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
