import { MoveDialog, type MoveDialogProps } from './MoveDialog';

/** Takes a request back before it is decided. */
export const WithdrawDialog = (props: MoveDialogProps) => (
  <MoveDialog {...props} action="withdraw" word="Withdraw">
    The subscription keeps the plan {props.change.from.title}.
  </MoveDialog>
);
