import { Button, ButtonLink, Text } from '@backstage/ui';
import type { TrustSetup } from '@oaf/backstage-plugin-api-management-common';
import { RiDownloadLine, RiExternalLinkLine } from '@remixicon/react';
import type { UseQueryResult } from '@tanstack/react-query';
import { CodeLines, CopyableCode, Facts, Loaded } from '../../../shared';
import { downloadText } from '../../../shared/download';
import { PermissionSetChoice, type TrustChoice } from './PermissionSetChoice';
import styles from './Trust.module.css';

type Props = {
  setup: UseQueryResult<TrustSetup>;
  choice: TrustChoice;
  onChoose: (patch: Partial<TrustChoice>) => void;
  /** What the template makes, e.g. "stack". */
  makes: 'stack' | 'stack set';
};

/** How an account's owner makes the trust role: by template, command or the gateway's console. */
export function TrustSetupPanel({ setup, choice, onChoose, makes }: Props) {
  return (
    <>
      <PermissionSetChoice
        choice={choice}
        eventsAvailable={setup.data?.eventsAvailable ?? false}
        onChange={onChoose}
      />
      <Loaded query={setup} lines={5}>
        {answer => (
          <>
            <TrustFacts setup={answer} />
            <TrustWays
              setup={answer}
              makes={makes}
              isFormer={setup.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function TrustFacts({ setup }: { setup: TrustSetup }) {
  return (
    <Facts
      facts={[
        [
          'External id',
          <CopyableCode
            key="id"
            text={setup.externalId}
            label="Copy the external id"
          />,
        ],
        [
          'Who assumes it',
          <CopyableCode
            key="principal"
            text={setup.principalArn}
            label="Copy the principal's ARN"
          />,
        ],
        [
          'Role',
          <CopyableCode
            key="role"
            text={setup.roleArn}
            label="Copy the role's ARN"
          />,
        ],
      ]}
    />
  );
}

/** The template of another choice must not be taken for the one that was just made. */
function TrustWays(props: {
  setup: TrustSetup;
  makes: string;
  isFormer: boolean;
}) {
  const { setup, makes, isFormer } = props;
  const { templateFileName, template, quickCreateUrl } = setup;
  return (
    <>
      <div className={styles.ways}>
        <Button
          variant="secondary"
          iconStart={<RiDownloadLine />}
          isDisabled={isFormer}
          onPress={() => downloadText(templateFileName, template)}
        >
          Download template
        </Button>
        {quickCreateUrl && (
          <ButtonLink
            isDisabled={isFormer}
            variant="secondary"
            iconStart={<RiExternalLinkLine />}
            href={quickCreateUrl}
            target="_blank"
          >
            Create in the console
          </ButtonLink>
        )}
      </div>
      <div className={styles.command}>
        <Text variant="body-small" color="secondary">
          {`Or create the ${makes} from the downloaded template by the command line:`}
        </Text>
        <CodeLines text={setup.cliCommand} label="Copy the command" />
      </div>
      <details className={styles.template}>
        <summary>{`Read ${templateFileName}`}</summary>
        <div>
          <CodeLines text={template} label="Copy the template" />
        </div>
      </details>
    </>
  );
}
