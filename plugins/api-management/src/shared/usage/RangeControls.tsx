import { Flex } from '@backstage/ui';
import { ClockSelect } from './ClockSelect';
import { RangeToggle } from './RangeToggle';
import type { Range } from './useRange';
import { localZone } from './useTimeZone';

/** Chooses how far back usage is shown, and in whose time. */
export const RangeControls = (props: {
  range: Range;
  onChange: (range: Range) => void;
}) => (
  <Flex gap="2" align="center">
    {localZone() !== 'UTC' && <ClockSelect />}
    <RangeToggle {...props} />
  </Flex>
);
