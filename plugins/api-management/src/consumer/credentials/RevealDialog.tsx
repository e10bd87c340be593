import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { ErrorState, RelativeTime, Stack } from '../../shared/components';
import {
  credentialTitles,
  type SecretType,
  secretVariables,
} from './credentialWords';
import { SecretText } from './SecretText';
import { useReveal } from './useReveal';

type Props = {
  subscriptionId: string;
  credentialId: string;
  type: SecretType;
  expiresAt?: Date;
  onClose: () => void;
};

/** Warns, then shows the secret; once closed, nothing in the browser knows it any more. */
export function RevealDialog(props: Props) {
  const { type, onClose } = props;
  const { secret, reveal, isPending, error } = useReveal(props);
  const close = (open: boolean) => !open && onClose();
  return (
    <Dialog
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={Boolean(secret)}
      onOpenChange={close}
      width={600}
    >
      <DialogHeader>{credentialTitles[type]}</DialogHeader>
      <DialogBody>
        <Stack>
          {secret ? <Secret {...props} secret={secret} /> : <Warning />}
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

const Warning = () => (
  <Alert
    status="warning"
    icon
    title="This secret is shown one single time"
    description="Have your secret store open before you go on. Whoever loses a secret issues a new one; nobody can show this one again."
  />
);

function Secret({ type, secret, expiresAt }: Props & { secret: string }) {
  return (
    <>
      <SecretText label={credentialTitles[type]} text={secret} />
      <SecretText
        label="Next, in the terminal that runs the sample"
        text={`export ${secretVariables[type]}='${secret}'`}
      />
      {type === 'initial-access-token' && (
        <p>
          It registers one client key and is then used up
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
