import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { productCreatePermission } from '@oaf/backstage-plugin-api-management-common';
import { useProviderPaths } from '../../shared';

/** Leads to a new product that is filled in from a gateway API; nothing for those who may not make products. */
export function PublishLink(props: {
  gatewayApiId: string;
  variant?: 'primary' | 'secondary';
}) {
  const paths = useProviderPaths();
  const { allowed } = usePermission({ permission: productCreatePermission });
  if (!allowed || !paths) {
    return null;
  }
  return (
    <ButtonLink
      size="small"
      variant={props.variant ?? 'secondary'}
      href={paths.newProduct(props.gatewayApiId)}
    >
      Publish as product
    </ButtonLink>
  );
}
