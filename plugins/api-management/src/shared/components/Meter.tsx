import LinearProgress from '@material-ui/core/LinearProgress';

/** How much of what there may be is used. Backstage UI has no meter; Material UI's bar takes its role. */
export const Meter = (props: {
  /** What it is of, for who does not see it. */
  label: string;
  used: number;
  most: number;
  isFull: boolean;
}) => {
  const { label, used, most, isFull } = props;
  return (
    <LinearProgress
      variant="determinate"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={Math.min(used, most)}
      value={Math.min(1, used / most) * 100}
      color={isFull ? 'secondary' : 'primary'}
    />
  );
};
