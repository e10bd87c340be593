import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { apiManagementTranslationRef } from '../../translation';
import { FieldError, sortProblems, type ToField } from '../problems';
import { Dialog } from './Dialog';
import styles from './ConfirmDialog.module.css';
import { ErrorState } from './ErrorState';
import { SubmitButton } from './SubmitButton';
import { useMissing } from './useMissing';

type Props = {
  isOpen: boolean;
  title: string;
  /** What the action will touch. */
  children?: ReactNode;
  /** The word on the button, e.g. "Retire". */
  action: string;
  /** The word on the other button; default "Cancel". */
  cancel?: string;
  destructive?: boolean;
  /** Room for more than a sentence. */
  isWide?: boolean;
  /** Keeps the button shut, and says why. */
  blocked?: string;
  /** Asks for a reason; `required` keeps the button shut until there is one. */
  reason?: 'optional' | 'required';
  /** The children's fields, which show themselves what the backend has against them. */
  toField?: ToField;
  /** Closes when it succeeds; its error is shown in the dialog. */
  onConfirm: (reason: string | undefined) => Promise<unknown>;
  onClose: () => void;
};

/** Asks before a costly or destructive action and previews what it will touch. */
export function ConfirmDialog(props: Props) {
  const { isOpen, onClose } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [reason, setReason] = useState('');
  const missing = useMissing();
  const { run, isPending, error } = useConfirmation(props);
  useEffect(() => setReason(''), [isOpen]);
  const given = reason.trim();
  const { problems, left } = sortProblems(error, path =>
    props.reason && path[0] === 'reason' ? 'reason' : props.toField?.(path),
  );
  return (
    <Dialog
      isOpen={isOpen}
      width={props.isWide ? 640 : undefined}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          {props.children}
          {props.reason && (
            <TextAreaField
              label={t('common.reason')}
              secondaryLabel={
                props.reason === 'optional' ? 'Optional' : undefined
              }
              isRequired={props.reason === 'required'}
              value={reason}
              onChange={setReason}
              maxLength={1000}
              isInvalid={'reason' in problems}
            />
          )}
          <FieldError problem={problems.reason} />
          <ErrorState error={left} />
        </div>
      </DialogBody>
      <ConfirmFooter
        {...props}
        isPending={isPending}
        blocked={
          props.blocked ??
          missing({
            [t('common.reason')]: props.reason === 'required' && !given,
          })
        }
        onPress={() => run(given || undefined)}
      />
    </Dialog>
  );
}

function ConfirmFooter(
  props: Pick<
    Props,
    'action' | 'cancel' | 'destructive' | 'blocked' | 'onClose'
  > & {
    isPending: boolean;
    onPress: () => void;
  },
) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <DialogFooter>
      <SubmitButton
        variant="primary"
        destructive={props.destructive}
        isPending={props.isPending}
        missing={props.blocked}
        onPress={props.onPress}
      >
        {props.action}
      </SubmitButton>
      <Button variant="secondary" onPress={props.onClose}>
        {props.cancel ?? t('common.cancel')}
      </Button>
    </DialogFooter>
  );
}

function useConfirmation({ isOpen, onConfirm, onClose }: Props) {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  useEffect(() => setError(undefined), [isOpen]);
  const run = (reason: string | undefined) => {
    setPending(true);
    setError(undefined);
    return onConfirm(reason)
      .then(onClose, setError)
      .finally(() => setPending(false));
  };
  return { run, isPending, error };
}
