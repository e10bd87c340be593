import { Stack } from '../../shared/components';
import { Evidence } from './Evidence';
import { MoveDialog, type MoveDialogProps } from './MoveDialog';

/** Ends the former plan's keys, with the evidence that nobody needs them. */
export const FinishDialog = (props: MoveDialogProps) => (
  <MoveDialog {...props} action="finish" word="Finish">
    <Stack>
      <p>
        Calls with keys of {props.change.from.title} are refused from now on.
        See that they were last used before your programs changed over.
      </p>
      <Evidence change={props.change} />
    </Stack>
  </MoveDialog>
);
