import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import {
  accountManagePermission,
  type GatewayApi,
} from '@oaf/backstage-plugin-api-management-common';
import { RiRefreshLine } from '@remixicon/react';
import {
  errorMessage,
  errorStatus,
  useAnnounce,
  useOperationMutation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

/** Imports one API now, before any sweep; nothing for those who may not. */
export function SyncApi(props: { api: GatewayApi; isIcon?: boolean }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { api, isIcon } = props;
  const { run, isPending } = useSyncApi(api);
  const { allowed } = usePermission({ permission: accountManagePermission });
  if (!allowed) {
    return null;
  }
  const label = t('accountAction.sync');
  if (!isIcon) {
    return (
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiRefreshLine />}
        isPending={isPending}
        onPress={run}
      >
        {label}
      </Button>
    );
  }
  return (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiRefreshLine />}
        aria-label={`${label}: ${api.title}`}
        isPending={isPending}
        onPress={run}
      />
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}

/** Says what came of it, because the row or page may look as before. */
function useSyncApi({ id, title }: GatewayApi) {
  const announce = useAnnounce();
  const { mutate, isPending } = useOperationMutation('syncGatewayApi');
  const onSuccess = ({ importError }: GatewayApi) =>
    announce(
      importError
        ? {
            title: `${title} could not be read`,
            description: importError,
            status: 'warning',
          }
        : { title: `${title} is in sync` },
    );
  const onError = (error: Error) =>
    announce({
      title:
        errorStatus(error) === 404
          ? `${title} is gone from its gateway`
          : `${title} could not be read`,
      description: errorMessage(error),
      status: 'danger',
    });
  const run = () =>
    mutate({ path: { gatewayApiId: id } }, { onSuccess, onError });
  return { run, isPending };
}
