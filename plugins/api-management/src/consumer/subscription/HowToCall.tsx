import { Select, Text } from '@backstage/ui';
import type {
  Connection,
  ConnectionResource,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import {
  Chip,
  EmptyState,
  Facts,
  Loaded,
  PageSection,
} from '../../shared/components';
import { SampleTabs } from './SampleTabs';
import styles from './Subscription.module.css';

/** From the two secrets to the first answer: what to do, and a program that does it. */
export function HowToCall({ subscriptionId }: { subscriptionId: string }) {
  const connections = useOperation('listConnections', {
    path: { subscriptionId },
  });
  return (
    <PageSection title="How to call">
      <Loaded query={connections}>
        {({ items }) => (
          <>
            <Steps makesKeyPairs={items.some(one => one.keyPairEndpoint)} />
            <Samples targets={targetsOf(items)} />
            {items.map(connection => (
              <ConnectionFacts
                key={connection.issuer}
                connection={connection}
              />
            ))}
          </>
        )}
      </Loaded>
    </PageSection>
  );
}

function Steps({ makesKeyPairs }: { makesKeyPairs: boolean }) {
  return (
    <ol className={styles.steps}>
      <li>
        Reveal the temporary password above; the program reads it from{' '}
        <code>OAF_TEMPORARY_PASSWORD</code>, once.
      </li>
      <li>
        Reveal the API key above; the program reads it from{' '}
        <code>OAF_API_KEY</code>, on every call.
      </li>
      <li>
        Save the sample and run it. It makes its own key pair, enrols it with
        the temporary password, gets a token and calls the API.
        {makesKeyPairs &&
          ' For a program that cannot make one, choose “Have a key pair made” at the temporary password.'}
      </li>
    </ol>
  );
}

/** One API and the gateway that serves it. */
type Target = { connection: Connection; resource: ConnectionResource };

function targetsOf(connections: Connection[]): Target[] {
  return connections.flatMap(connection =>
    connection.resources.map(resource => ({ connection, resource })),
  );
}

function Samples({ targets }: { targets: Target[] }) {
  const [url, setUrl] = useState<string>();
  const target =
    targets.find(({ resource }) => resource.url === url) ?? targets.at(0);
  if (!target) {
    return (
      <EmptyState
        title="No API to call"
        description="The product contains no API that can be called now. Ask its owner."
      />
    );
  }
  const issuers = new Set(targets.map(({ connection }) => connection.issuer));
  const hasSeveral = issuers.size > 1;
  return (
    <>
      {targets.length > 1 && (
        <Select
          label="API"
          value={target.resource.url}
          onChange={key => setUrl(String(key))}
          options={targets.map(candidate => ({
            id: candidate.resource.url,
            label: labelOf(candidate, hasSeveral),
          }))}
        />
      )}
      {hasSeveral && (
        <Text variant="body-small" color="secondary">
          Several gateways serve this product. Each has an issuer of its own:
          enrol at each that you call; the temporary password works once at
          each.
        </Text>
      )}
      <SampleTabs {...target} />
    </>
  );
}

function labelOf({ connection, resource }: Target, withGateway: boolean) {
  const { account, region } = connection;
  return withGateway
    ? `${resource.title} · ${account} · ${region}`
    : resource.title;
}

/** Not of a gateway that makes none. */
const keyPairFact = ({
  keyPairEndpoint,
}: Connection): Array<[string, JSX.Element]> =>
  keyPairEndpoint
    ? [['Key pairs', <code key="key-pairs">{keyPairEndpoint}</code>]]
    : [];

function ConnectionFacts({ connection }: { connection: Connection }) {
  return (
    <details className={styles.connection}>
      <summary>
        Connection details: {connection.account} ({connection.region})
        {!connection.ready && <Chip tone="warning">Not ready yet</Chip>}
      </summary>
      <Facts
        facts={[
          ['Issuer', <code key="issuer">{connection.issuer}</code>],
          ['Client id', <code key="id">{connection.clientId}</code>],
          [
            'Registration',
            <code key="registration">{connection.registrationEndpoint}</code>,
          ],
          ...keyPairFact(connection),
          ['Token', <code key="token">{connection.tokenEndpoint}</code>],
          ['Scopes', <code key="scopes">{connection.scopes.join(' ')}</code>],
          ...connection.resources.map(
            ({ title, region, url }): [string, JSX.Element] => [
              `${title} (${region})`,
              <code key={url}>{url}</code>,
            ],
          ),
        ]}
      />
    </details>
  );
}
