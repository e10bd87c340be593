import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import {
  type GatewayApi,
  productCreatePermission,
} from '@oaf/backstage-plugin-api-management-common';
import { useProviderPaths } from '../../shared';

/** Leads to a new product that is filled in from a gateway API; nothing for those who may not make products, nor for APIs that no product can have. */
export function PublishLink(props: {
  api: Pick<GatewayApi, 'id' | 'importedOnly'>;
  variant?: 'primary' | 'secondary';
}) {
  const paths = useProviderPaths();
  const { allowed } = usePermission({ permission: productCreatePermission });
  if (!allowed || !paths || props.api.importedOnly) {
    return null;
  }
  return (
    <ButtonLink
      size="small"
      variant={props.variant ?? 'secondary'}
      href={paths.newProduct(props.api.id)}
    >
      Publish as product
    </ButtonLink>
  );
}
