import { CodeSnippet } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs, Text } from '@backstage/ui';
import {
  type CodeSample,
  codeSamples,
  type Connection,
  type ConnectionResource,
  consumerCommands,
} from '@oaf/backstage-plugin-api-management-common';
import { CopyButton } from '../../shared/components';
import styles from './Subscription.module.css';

type Target = { connection: Connection; resource?: ConnectionResource };

/** A program in each language, with the commands that run it. */
export function SampleTabs(target: Target) {
  const command = useConsumerCommand();
  return (
    <Tabs>
      <TabList aria-label="Language">
        {codeSamples.map(({ id, title }) => (
          <Tab key={id} id={id}>
            {title}
          </Tab>
        ))}
        {command && <Tab id="command-line">Command line</Tab>}
      </TabList>
      {codeSamples.map(sample => (
        <TabPanel key={sample.id} id={sample.id}>
          <Sample sample={sample} {...target} />
        </TabPanel>
      ))}
      {command && (
        <TabPanel id="command-line">
          <CommandLine command={command} {...target} />
        </TabPanel>
      )}
    </Tabs>
  );
}

/** What starts the command line, where the installation offers one to its readers. */
function useConsumerCommand() {
  return useApi(configApiRef).getOptionalString(
    'apiManagement.consumerCommand',
  );
}

function CommandLine({
  command,
  connection,
  resource,
}: Target & { command: string }) {
  const { enrol, call } = consumerCommands(command, connection, { resource });
  return (
    <div className={styles.sample}>
      <Text variant="body-small" color="secondary">
        Needs Node.js only. Once; it asks for the temporary password and keeps
        the key pair on your machine:
      </Text>
      <Commands commands={[enrol]} />
      <Text variant="body-small" color="secondary">
        Then; it asks for the API key:
      </Text>
      <Commands commands={[call]} />
    </div>
  );
}

function Sample({
  sample,
  connection,
  resource,
}: Target & { sample: CodeSample }) {
  return (
    <div className={styles.sample}>
      <div className={styles.code}>
        <CodeSnippet
          language={sample.language}
          text={sample.render(connection, { resource })}
          showCopyCodeButton
          customStyle={{
            margin: 0,
            maxHeight: '24rem',
            fontSize: '0.8rem',
            background: 'var(--bui-bg-neutral-2)',
          }}
        />
      </div>
      <Text variant="body-small" color="secondary">
        Save it as <code>{sample.fileName}</code>, then run:
      </Text>
      <Commands commands={[...sample.setup, sample.firstRun]} />
      <Text variant="body-small" color="secondary">
        Later runs need the API key only:
      </Text>
      <Commands commands={[sample.laterRun]} />
    </div>
  );
}

function Commands({ commands }: { commands: string[] }) {
  return (
    <div className={styles.commands}>
      <pre>{commands.join('\n')}</pre>
      <CopyButton text={commands.join('\n')} label="Copy the commands" />
    </div>
  );
}
