import {
  Alert,
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import {
  Dialog,
  ErrorState,
  RelativeTime,
  Stack,
  StepContent,
} from '../../shared/components';
import { credentialTitles } from '../../shared/format';
import { secretVariables } from './credentialWords';
import { SecretText } from './SecretText';
import { useReveal } from './useReveal';

type Props = {
  subscriptionId: string;
  credential: Credential;
  onClose: () => void;
};

/** Warns, then shows the secret; once closed, nothing in the browser knows it any more. */
export function RevealDialog(props: Props) {
  const { subscriptionId, credential, onClose } = props;
  const { secret, reveal, isPending, error } = useReveal({
    subscriptionId,
    credentialId: credential.id,
  });
  const close = (open: boolean) => !open && onClose();
  return (
    <Dialog
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={Boolean(secret)}
      onOpenChange={close}
      width={600}
    >
      <DialogHeader>{credentialTitles[credential.type]}</DialogHeader>
      <DialogBody>
        <Stack>
          <StepContent
            step={secret ? 'secret' : 'warning'}
            title={credentialTitles[credential.type]}
          >
            <Stack>
              {secret ? (
                <Secret credential={credential} secret={secret} />
              ) : (
                <Warning />
              )}
            </Stack>
          </StepContent>
          <ErrorState error={error} />
        </Stack>
      </DialogBody>
      <DialogFooter>
        {secret ? (
          <Button onPress={onClose}>I have stored it</Button>
        ) : (
          <>
            <Button isPending={isPending} onPress={reveal}>
              Reveal
            </Button>
            <Button variant="secondary" onPress={onClose}>
              Cancel
            </Button>
          </>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function Warning() {
  return (
    <Alert
      status="warning"
      icon
      title="This secret is shown one single time"
      description="Have your secret store open before you go on. Whoever loses a secret issues a new one; nobody can show this one again."
    />
  );
}

function Secret(props: { credential: Credential; secret: string }) {
  const { secret, credential } = props;
  const { type, expiresAt } = credential;
  return (
    <>
      <SecretText label={credentialTitles[type]} text={secret} />
      {secretVariables[type] && (
        <SecretText
          label="Next, in the terminal that runs the sample"
          text={`export ${secretVariables[type]}='${secret}'`}
        />
      )}
      {type === 'initial-access-token' && (
        <p>
          It enrols one client key and is then used up
          {expiresAt && (
            <>
              ; unused, it expires <RelativeTime at={expiresAt} />
            </>
          )}
          .
        </p>
      )}
    </>
  );
}
