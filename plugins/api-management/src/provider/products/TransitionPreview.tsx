import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  ApiProduct,
  ProductAction,
} from '@oaf/backstage-plugin-api-management-common';
import { describePrice, formatCount } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { AudienceText } from './AudienceText';
import styles from './Products.module.css';

function whatGoesOn({ subscriptionCount = 0 }: ApiProduct) {
  if (subscriptionCount === 0) {
    return 'It has no live subscription.';
  }
  return subscriptionCount === 1
    ? 'The one live subscription goes on.'
    : `The ${formatCount(subscriptionCount)} live subscriptions go on.`;
}

/** A move, or the end of a draft. */
export type OfferedAction = ProductAction | 'delete';

const consequences: Record<OfferedAction, (product: ApiProduct) => string> = {
  publish: ({ approval }) =>
    approval === 'automatic'
      ? 'Its audience can subscribe, and every request is approved at once.'
      : 'Its audience can ask for a subscription; you decide on every request.',
  unpublish: () =>
    'Nobody finds it any more until it is published again. It has no live subscription.',
  deprecate: product => `Nobody can subscribe any more. ${whatGoesOn(product)}`,
  retire: () =>
    'Only its owners find it from now on. No live subscription uses it. This cannot be undone.',
  delete: () =>
    'The draft and its plans are gone for good. Nobody ever subscribed to it.',
};

/** What a transition of a product will touch. */
export function TransitionPreview(props: {
  action: OfferedAction;
  product: ApiProduct;
}) {
  const { action, product } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <div className={styles.preview}>
      <Text as="p">{consequences[action](product)}</Text>
      {(action === 'deprecate' || action === 'retire') && (
        <Text as="p">{t('deprecation.reason')}</Text>
      )}
      {action === 'publish' && <Offer product={product} />}
    </div>
  );
}

function Offer({ product }: { product: ApiProduct }) {
  return (
    <>
      <Text as="p" color="secondary">
        Visible to
      </Text>
      <AudienceText audience={product.audience} />
      <Text as="p" color="secondary">
        Plans
      </Text>
      <ul>
        {product.plans.map(({ id, title, price }) => (
          <li key={id}>
            {title}: {describePrice(price)}
          </li>
        ))}
      </ul>
    </>
  );
}
