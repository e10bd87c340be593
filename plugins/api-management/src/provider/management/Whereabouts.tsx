import { Badge, Link } from '@backstage/ui';
import type {
  GatewayApi,
  RegionStatus,
} from '@oaf/backstage-plugin-api-management-common';
import {
  CopyableCode,
  EntityName,
  type Fact,
  Facts,
  PageSection,
  RelativeTime,
  Stack,
  useProviderPaths,
} from '../../shared';
import { RegionState } from '../accounts/RegionState';
import { DefinitionChip } from '../gatewayApis/DefinitionChip';
import { SyncApi } from '../gatewayApis/SyncApi';
import styles from './Management.module.css';

type Props = { api: GatewayApi; region: RegionStatus | undefined };

/** Where an API runs and how fresh what we know of it is. */
export const Whereabouts = (props: Props) => (
  <Stack>
    <PageSection title="Where it runs">
      <Place api={props.api} />
    </PageSection>
    <PageSection title="Import" actions={<SyncApi api={props.api} />}>
      <Facts facts={freshness(props)} />
    </PageSection>
  </Stack>
);

function Place({ api }: { api: GatewayApi }) {
  return (
    <Facts
      facts={[
        ['Account', <AccountName key="account" api={api} />],
        ['Region', api.region],
        ['Stage', api.stage],
        ['Protocol', <Badge key="protocol">{api.protocol}</Badge>],
        ['Version', api.apiVersion],
        [
          'API id',
          <code key="id" className={styles.code}>
            {api.apiId}
          </code>,
        ],
        [
          'ARN',
          api.arn && <CopyableCode text={api.arn} label="Copy the ARN" />,
        ],
        [
          'Invoke URL',
          api.invokeUrl ? (
            <CopyableCode
              key="url"
              text={api.invokeUrl}
              label="Copy the invoke URL"
            />
          ) : (
            'None'
          ),
        ],
        [
          'Console',
          api.consoleUrl && (
            <Link href={api.consoleUrl} target="_blank">
              Open the console
            </Link>
          ),
        ],
        ['System', api.system && <EntityName entityRef={api.system} />],
        ['Lifecycle', api.lifecycle],
      ]}
    />
  );
}

function AccountName({ api }: { api: GatewayApi }) {
  const paths = useProviderPaths();
  const name = api.accountAlias ?? api.accountId;
  return paths ? (
    <Link href={paths.account(api.accountLinkId)}>{name}</Link>
  ) : (
    <>{name}</>
  );
}

function freshness({ api, region }: Props): Fact[] {
  return [
    ['Region', region && <RegionState region={region} />],
    ['Definition', <DefinitionChip key="definition" api={api} />],
    ['Imported', <RelativeTime key="imported" at={api.importedAt} />],
    ['Definition changed', <RelativeTime key="changed" at={api.changedAt} />],
  ];
}
