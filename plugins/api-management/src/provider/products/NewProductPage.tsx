import { Header } from '@backstage/ui';
import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import { useNavigate, useSearchParams } from 'react-router-dom';
import {
  Crumb,
  type GroupOption,
  Loaded,
  useOperation,
  useOperationMutation,
  useOwnGroups,
} from '../../shared';
import { ProductEditor } from '../editor/ProductEditor';
import { newProduct } from '../editor/ProductForm';
import { usePaths } from '../usePaths';

/** Makes a product, filled in from a gateway API when the address names one. */
export function NewProductPage() {
  const [params] = useSearchParams();
  const gatewayApiId = params.get('gatewayApiId') ?? '';
  const api = useOperation(
    'getGatewayApi',
    { path: { gatewayApiId } },
    { enabled: gatewayApiId !== '' },
  );
  if (!gatewayApiId) {
    return <NewProduct />;
  }
  return (
    <Loaded isPage query={api} lines={8}>
      {answer => <NewProduct api={answer} />}
    </Loaded>
  );
}

function NewProduct({ api }: { api?: GatewayApi }) {
  return (
    <Loaded isPage query={useOwnGroups()} lines={8}>
      {groups => <NewProductOf groups={groups} api={api} />}
    </Loaded>
  );
}

function NewProductOf({
  groups,
  api,
}: {
  groups: GroupOption[];
  api?: GatewayApi;
}) {
  const paths = usePaths();
  const navigate = useNavigate();
  const create = useOperationMutation('createProduct');
  return (
    <Crumb label="New product" href={paths.newProduct()}>
      <Header
        title="New product"
        description="It starts as a draft: nobody sees it until you publish it."
      />
      <ProductEditor
        initial={newProduct(chooseOwner(groups, api), api)}
        action="Create draft"
        cancelHref={paths.products}
        isSaving={create.isPending}
        error={create.error}
        onSave={body =>
          create.mutate(
            { body },
            { onSuccess: ({ id }) => navigate(paths.product(id)) },
          )
        }
      />
    </Crumb>
  );
}

/** The group that the gateway's tags name as the owner, otherwise any of the reader's. */
function chooseOwner(groups: GroupOption[], api?: GatewayApi) {
  return (
    (
      groups.find(({ id, label }) =>
        [id, label].includes(api?.tags.owner ?? ''),
      ) ?? groups[0]
    )?.id ?? ''
  );
}
