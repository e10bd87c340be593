import { Badge, Link } from '@backstage/ui';
import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import {
  CopyButton,
  Facts,
  PageSection,
  RelativeTime,
  useProviderPaths,
} from '../../shared';
import styles from './Management.module.css';

/** Where an API runs and how fresh what we know of it is. */
export function Whereabouts({ api }: { api: GatewayApi }) {
  const paths = useProviderPaths();
  const account = api.accountAlias ?? api.accountId;
  return (
    <PageSection title="Where it runs">
      <Facts
        facts={[
          [
            'Account',
            paths ? (
              <Link href={paths.account(api.accountLinkId)}>{account}</Link>
            ) : (
              account
            ),
          ],
          ['Region', api.region],
          ['Stage', api.stage],
          ['Protocol', <Badge>{api.protocol}</Badge>],
          ['Version', api.apiVersion],
          ['API id', <code className={styles.code}>{api.apiId}</code>],
          ['Invoke URL', <InvokeUrl url={api.invokeUrl} />],
          [
            'Console',
            api.consoleUrl && (
              <Link href={api.consoleUrl} target="_blank">
                Open in the gateway's console
              </Link>
            ),
          ],
          ['Imported', <RelativeTime at={api.importedAt} />],
          ['Definition changed', <RelativeTime at={api.changedAt} />],
        ]}
      />
    </PageSection>
  );
}

function InvokeUrl({ url }: { url: string }) {
  return (
    <span className={styles.url}>
      <code className={styles.code}>{url}</code>
      <CopyButton text={url} label="Copy the invoke URL" />
    </span>
  );
}
