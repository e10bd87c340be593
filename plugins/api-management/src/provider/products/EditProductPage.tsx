import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { useNavigate, useParams } from 'react-router-dom';
import {
  Crumb,
  Loaded,
  NoPage,
  useOperation,
  useOperationMutation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { ProductEditor } from '../editor/ProductEditor';
import { fromProduct } from '../editor/ProductForm';
import { usePaths } from '../usePaths';
import { useState } from 'react';

/** Changes a product. */
export function EditProductPage() {
  const { productId = '' } = useParams();
  const product = useOperation('getProduct', { path: { productId } });
  return (
    <Loaded isPage query={product} lines={8}>
      {answer => (
        <EditProduct
          product={answer}
          reload={async () => (await product.refetch()).data ?? answer}
        />
      )}
    </Loaded>
  );
}

/**
 * Edits the version that was loaded first: what arrives in the background meanwhile is not taken over silently,
 * the backend refuses the older version and the reader decides.
 */
function EditProduct(props: {
  product: ApiProduct;
  reload: () => Promise<ApiProduct>;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const navigate = useNavigate();
  const [edited, setEdited] = useState(props.product);
  const update = useOperationMutation('updateProduct');
  const href = paths.product(edited.id);
  if (!edited.editable) {
    return (
      <NoPage
        title={t('noPage.notEditableTitle', { title: edited.title })}
        description={t('noPage.notEditableDescription')}
      />
    );
  }
  return (
    <Crumb label={`Edit ${edited.title}`} href={paths.editProduct(edited.id)}>
      <Header title={`Edit ${edited.title}`} />
      <ProductEditor
        key={edited.version}
        initial={fromProduct(edited)}
        action="Save"
        cancelHref={href}
        isSaving={update.isPending}
        error={update.error}
        onReload={async () => {
          setEdited(await props.reload());
          update.reset();
        }}
        onSave={body =>
          update.mutate(
            {
              path: { productId: edited.id },
              query: { version: edited.version },
              body,
            },
            { onSuccess: () => navigate(href) },
          )
        }
      />
    </Crumb>
  );
}
