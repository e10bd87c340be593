import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { useNavigate } from 'react-router-dom';
import { useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { ActionButtons, type Confirmation } from '../actions/ActionButtons';
import { usePaths } from '../usePaths';
import { type OfferedAction, TransitionPreview } from './TransitionPreview';

const manners: Record<
  OfferedAction,
  Pick<Confirmation, 'destructive' | 'isPrimary' | 'reason'>
> = {
  publish: { isPrimary: true },
  unpublish: {},
  deprecate: { reason: 'required', destructive: true },
  retire: { reason: 'required', destructive: true },
  delete: { destructive: true },
};

/** What may be done with a product now, and what not yet. */
export function ProductActions({ product }: { product: ApiProduct }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const act = useProductAction(product);
  const confirm = (action: OfferedAction): Confirmation => ({
    ...manners[action],
    label: t(`productAction.${action}`),
    title: `${t(`productAction.${action}`)}: ${product.title}`,
    preview: <TransitionPreview action={action} product={product} />,
  });
  return (
    <ActionButtons<OfferedAction>
      actions={[
        ...product.actions,
        ...(product.deletable ? ['delete' as const] : []),
      ]}
      blocked={product.blocked}
      confirm={confirm}
      onAct={act}
    />
  );
}

function useProductAction({ id }: ApiProduct) {
  const paths = usePaths();
  const navigate = useNavigate();
  const transition = useOperationMutation('transitionProduct');
  const remove = useOperationMutation('deleteProduct');
  const path = { productId: id };
  return async (action: OfferedAction, reason: string | undefined) => {
    if (action === 'delete') {
      await remove.mutateAsync({ path });
      navigate(paths.products);
    } else {
      await transition.mutateAsync({ path, body: { action, reason } });
    }
  };
}
