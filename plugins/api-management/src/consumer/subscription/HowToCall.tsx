import { CodeSnippet } from '@backstage/core-components';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  type Connection,
  curlSample,
  nodeSample,
} from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared/api';
import { Facts, Loaded, PageSection } from '../../shared/components';
import styles from './Subscription.module.css';

const samples = [
  {
    id: 'node',
    title: 'Node.js',
    language: 'javascript',
    file: 'call.mjs',
    run: 'npm install openid-client && node call.mjs',
    text: nodeSample,
  },
  {
    id: 'curl',
    title: 'curl',
    language: 'bash',
    file: 'call.sh',
    run: 'bash call.sh',
    text: curlSample,
  },
];

/** From the two secrets to the first answer: what to do, and a program that does it. */
export function HowToCall({ subscriptionId }: { subscriptionId: string }) {
  const connection = useOperation('getConnection', {
    path: { subscriptionId },
  });
  return (
    <PageSection title="How to call">
      <Loaded query={connection}>
        {found => (
          <>
            <ol className={styles.steps}>
              <li>
                Reveal the temporary password above and export it as{' '}
                <code>OAF_TEMPORARY_PASSWORD</code>.
              </li>
              <li>
                Reveal the API key above and export it as{' '}
                <code>OAF_API_KEY</code>.
              </li>
              <li>
                Save the sample and run it. It makes its own key pair, registers
                it with the temporary password, and calls the API.
              </li>
            </ol>
            <SampleTabs connection={found} />
            <ConnectionFacts connection={found} />
          </>
        )}
      </Loaded>
    </PageSection>
  );
}

const SampleTabs = ({ connection }: { connection: Connection }) => (
  <Tabs>
    <TabList aria-label="Language">
      {samples.map(({ id, title }) => (
        <Tab key={id} id={id}>
          {title}
        </Tab>
      ))}
    </TabList>
    {samples.map(({ id, language, file, run, text }) => (
      <TabPanel key={id} id={id}>
        <p className={styles.run}>
          Save as <code>{file}</code>, then run <code>{run}</code>
        </p>
        <div className={styles.sample}>
          <CodeSnippet
            language={language}
            text={text(connection)}
            showCopyCodeButton
            customStyle={{ margin: 0, maxHeight: '26rem', fontSize: '0.8rem' }}
          />
        </div>
      </TabPanel>
    ))}
  </Tabs>
);

const ConnectionFacts = ({ connection }: { connection: Connection }) => (
  <details className={styles.connection}>
    <summary>Connection details</summary>
    <Facts
      facts={[
        ['Issuer', <code key="issuer">{connection.issuer}</code>],
        ['Client id', <code key="id">{connection.clientId}</code>],
        [
          'Registration',
          <code key="registration">{connection.registrationEndpoint}</code>,
        ],
        ['Token', <code key="token">{connection.tokenEndpoint}</code>],
        ['Scopes', <code key="scopes">{connection.scopes.join(' ')}</code>],
        ...connection.resources.map(({ title, url }): [string, JSX.Element] => [
          title,
          <code key={url}>{url}</code>,
        ]),
      ]}
    />
  </details>
);
