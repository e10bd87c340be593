import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ApiProduct,
  ProductAction,
} from '@oaf/backstage-plugin-api-management-common';
import { useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { ActionButtons, type Confirmation } from '../actions/ActionButtons';
import { TransitionPreview } from './TransitionPreview';

const manners: Record<
  ProductAction,
  Pick<Confirmation, 'destructive' | 'isPrimary' | 'reason'>
> = {
  publish: { isPrimary: true },
  unpublish: {},
  deprecate: { reason: 'optional', destructive: true },
  retire: { reason: 'optional', destructive: true },
};

/** What may be done with a product now. */
export function ProductActions({ product }: { product: ApiProduct }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const transition = useOperationMutation('transitionProduct');
  const confirm = (action: ProductAction): Confirmation => ({
    ...manners[action],
    label: t(`productAction.${action}`),
    title: `${t(`productAction.${action}`)}: ${product.title}`,
    preview: <TransitionPreview action={action} product={product} />,
  });
  return (
    <ActionButtons
      actions={product.actions}
      confirm={confirm}
      onAct={(action, reason) =>
        transition.mutateAsync({
          path: { productId: product.id },
          body: { action, reason },
        })
      }
    />
  );
}
